import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Refusal } from '@shared/contract/errors';
import { checkReadable } from '../../db/places';
import { decrypted } from './age';
import { checkFirstBytes, damagedFile } from './foreign';
import { GzipError, gunzipped } from './gzip';
import { type ExchangeHeader, invalidFile, parseHeader } from './header';
import { DIGEST_LINE, type FileLimits, LIMITS, MAGIC, mebibytes } from './layout';
import { splitLines } from './lines';
import { bytesFrom } from './part-file';
import { readProblem } from './problems';

/** A file that arrived as it was written. Nothing of its payload has been decrypted, unpacked or parsed yet. */
export interface OpenedFile {
  path: string;
  /** Without the folder; to be shown. */
  name: string;
  header: ExchangeHeader;
  /** Names the content: the same file met twice has the same digest. */
  digest: string;
  /** Size of the file. */
  bytes: number;
  encrypted: boolean;
  /**
   * The records in batches, each line without its newline, without the last (`end`) line. Can be read more than once.
   * Refused on the way or at the very end, so nothing may be kept before the iteration is through: `passphrase_wanted`,
   * `passphrase_wrong`, `file_invalid`, `file_damaged` (the file was changed meanwhile), `file_missing`, `file_unreadable`.
   */
  lines(passphrase?: string): AsyncGenerator<string[]>;
}

/**
 * Opens an exchange file: size, first line, digest over every byte, then the header. Refused: `file_missing`,
 * `file_unreadable`, `file_empty`, `file_foreign`, `file_damaged` (details `incomplete`: shorter than its header says),
 * `file_newer`, `file_too_large`, `file_invalid`. What `onBytes` throws is passed on.
 */
export async function openExchangeFile(
  path: string,
  limits: FileLimits = LIMITS,
  onBytes: (done: number, total: number) => void = () => {},
): Promise<OpenedFile> {
  const name = basename(path);
  return await reading(path, async (handle) => {
    const { size } = await handle.stat();
    if (size > limits.file)
      throw new Refusal(
        'file_too_large',
        `${name} is larger than ${mebibytes(limits.file)}, the most an exchange file may have. Nothing was changed; ask its sender to export by collector or by customer.`,
      );
    const head = await readHead(handle, limits, name);
    const hash = createHash('sha256').update(head.line);
    let done = head.start;
    for await (const chunk of bytesFrom(handle, head.start)) {
      hash.update(chunk);
      done += chunk.length;
      onBytes(done, size);
    }
    if (hash.digest('hex') !== head.digest) throw damagedFile(name, isShort(head, size));
    const header = parseHeader(headerText(head.line, name), name);
    if (header.payload.bytes !== size - head.start)
      throw invalidFile(name, 'it does not have the length its header says');
    if (header.payload.plainBytes > limits.plain)
      throw new Refusal(
        'file_too_large',
        `${name} unpacks to more than ${mebibytes(limits.plain)}, the most an exchange file may hold. Nothing was changed; ask its sender to export by collector or by customer.`,
      );
    const encrypted = header.payload.encoding === 'age+gzip';
    const opened = { path, name, header, digest: head.digest, bytes: size, encrypted };
    return { ...opened, lines: (passphrase) => payloadLines(opened, head, limits, passphrase) };
  });
}

interface Head {
  /** Header line with its newline, unparsed. */
  line: Buffer;
  digest: string;
  /** Where the payload starts. */
  start: number;
}

async function readHead(handle: FileHandle, limits: FileLimits, name: string): Promise<Head> {
  const most = MAGIC.length + limits.header + 1 + DIGEST_LINE;
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(most), 0, most, 0);
  const head = buffer.subarray(0, bytesRead);
  checkFirstBytes(head, name);
  const newline = head.indexOf(10, MAGIC.length);
  if (newline < 0 || newline > MAGIC.length + limits.header) throw damagedFile(name, newline < 0 && bytesRead < most);
  const start = newline + 1 + DIGEST_LINE;
  const digestLine = head.subarray(newline + 1, start).toString('latin1');
  if (!/^[0-9a-f]{64}\n$/.test(digestLine)) throw damagedFile(name, bytesRead < start);
  return { line: head.subarray(MAGIC.length, newline + 1), digest: digestLine.slice(0, -1), start };
}

function headerText(line: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line.subarray(0, -1));
  } catch {
    throw invalidFile(name, 'its header is not UTF-8');
  }
}

/** Only for the words of a refusal: does the (unproven) header speak of more bytes than there are? */
function isShort(head: Head, size: number): boolean {
  try {
    return parseHeader(headerText(head.line, ''), '').payload.bytes > size - head.start;
  } catch {
    return false;
  }
}

async function* payloadLines(
  file: Omit<OpenedFile, 'lines'>,
  head: Head,
  limits: FileLimits,
  passphrase: string | undefined,
): AsyncGenerator<string[]> {
  const { path, name, header } = file;
  if (file.encrypted && passphrase === undefined)
    throw new Refusal(
      'passphrase_wanted',
      `${name} is protected by a passphrase. Nothing was changed; enter it to go on.`,
    );
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const hash = createHash('sha256').update(head.line);
    const payload = hashing(bytesFrom(handle, head.start), hash);
    const tally = { bytes: 0 };
    const packed = file.encrypted ? decrypted(payload, passphrase ?? '', name) : payload;
    yield* splitLines(measured(gunzipped(packed, header.payload.plainBytes), tally), header.counts, limits, name);
    if (tally.bytes !== header.payload.plainBytes)
      throw invalidFile(name, 'it does not unpack to the size its header says');
    if (hash.digest('hex') !== file.digest) throw damagedFile(name, false);
  } catch (error) {
    if (error instanceof GzipError)
      throw invalidFile(
        name,
        error.tooLong ? 'it unpacks to more than it says' : 'its payload is not packed as agreed',
      );
    throw readProblem(error, path);
  } finally {
    await handle?.close();
  }
}

async function* hashing(source: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
}

async function* measured(source: AsyncIterable<Buffer>, tally: { bytes: number }): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    tally.bytes += chunk.length;
    yield chunk;
  }
}

async function reading<T>(path: string, read: (handle: FileHandle) => Promise<T>): Promise<T> {
  let handle: FileHandle | undefined;
  try {
    checkReadable(path);
    handle = await open(path, 'r');
    return await read(handle);
  } catch (error) {
    throw readProblem(error, path);
  } finally {
    await handle?.close();
  }
}
