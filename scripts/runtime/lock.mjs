/** One process at a time. The lock is a socket, so the system releases it however its holder ends. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @param {string} name */
function addressOf(name) {
  const id = `duebook-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${id}`;
  // Linux's abstract sockets leave no file behind; elsewhere a file does.
  return process.platform === 'linux' ? `\0${id}` : join(tmpdir(), `${id}.sock`);
}

/**
 * Runs `work` while no other process of this machine runs it under the same name.
 * @template T
 * @param {string} name what is guarded, for example a folder
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when someone else holds the lock
 * @returns {Promise<T>}
 */
export async function alone(name, work, onWait = () => {}) {
  const address = addressOf(name);
  /** @type {import('node:net').Server | undefined} */
  let server;
  let told = false;
  while (!server) {
    server = await listen(address);
    if (server) break;
    if (!told) onWait();
    told = true;
    await untilReleased(address);
  }
  /** @type {Set<import('node:net').Socket>} */
  const waiting = new Set();
  server.on('connection', (socket) => {
    waiting.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => waiting.delete(socket));
  });
  try {
    return await work();
  } finally {
    const closed = once(server, 'close');
    server.close();
    for (const socket of waiting) socket.destroy();
    await closed;
  }
}

/**
 * @param {string} address
 * @returns {Promise<import('node:net').Server | undefined>} nothing when it is held
 */
function listen(address) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('listening', () => resolve(server));
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address);
  });
}

/**
 * Waits for the holder to hang up, which it does by releasing or by ending.
 * @param {string} address
 * @returns {Promise<void>}
 */
function untilReleased(address) {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      // A socket file whose holder was killed answers nobody: clear it away.
      const isFile = process.platform !== 'linux' && process.platform !== 'win32';
      if (error.code === 'ECONNREFUSED' && isFile) rmSync(address, { force: true });
    });
    socket.on('data', () => {});
    socket.on('close', () => resolve());
  });
}
