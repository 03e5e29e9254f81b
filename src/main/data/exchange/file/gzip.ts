import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

const CHUNK = 256 * 1024;
const GZIP_HEADER = 10;

/**
 * Gzip with a header that names no time, effort or system, so that the same lines give the same bytes (P13; the same
 * compressor given: other builds of zlib may pack the same lines differently).
 */
export async function* gzipped(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of through(createGzip({ chunkSize: CHUNK }), source)) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < GZIP_HEADER) continue;
    head.fill(0, 4, 9);
    head[9] = 0xff;
    yield head;
    head = null;
  }
}

/** Thrown by `gunzipped` for what is no gzip stream, or more than one; `tooLong` when it unpacks to more than allowed. */
export class GzipError extends Error {
  readonly tooLong: boolean;
  constructor(message: string, tooLong = false) {
    super(message);
    this.tooLong = tooLong;
  }
}

/** Unpacks, and stops as soon as more than `most` bytes have come out. */
export async function* gunzipped(source: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  const taken = { bytes: 0 };
  let given = 0;
  for await (const chunk of through(gunzip, tallied(source, taken))) {
    given += chunk.length;
    if (given > most) throw new GzipError('unpacks to more than it says', true);
    yield chunk;
  }
  // zlib leaves alone what follows a complete stream.
  if (gunzip.bytesWritten !== taken.bytes) throw new GzipError('something follows the packed lines');
}

async function* tallied(source: AsyncIterable<Uint8Array>, tally: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    tally.bytes += chunk.length;
    yield chunk;
  }
}

async function* through(zlib: Transform, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let failed: { error: unknown } | null = null;
  // An error of the source destroys the stream and comes out below; kept apart from zlib's own.
  const guarded = (async function* () {
    try {
      yield* source;
    } catch (error) {
      failed = { error };
      throw error;
    }
  })();
  pipeline(guarded, zlib).catch(() => {});
  try {
    for await (const chunk of zlib) yield chunk as Buffer;
  } catch (error) {
    if (failed) throw (failed as { error: unknown }).error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw code.startsWith('Z_') ? new GzipError(`not a whole gzip stream (${code})`) : error;
  }
}
