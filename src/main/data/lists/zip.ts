import type { FileHandle } from 'node:fs/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { Refusal } from '@shared/contract/errors';
import { through } from '../exchange/file/gzip';
import { writeAll } from '../exchange/file/part-file';

export interface ZipEntry {
  name: string;
  content: AsyncIterable<Uint8Array>;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** 2.0: deflate. */
const VERSION = 20;
const DEFLATE = 8;
/** 1 January 1980, the first day a ZIP knows: the same rows make the same file. */
const DAY = 0x0021;
const CHUNK = 256 * 1024;
/** What the 32 bits of the plain format hold. */
const MOST_BYTES = 0xffffffff;

interface Packed {
  crc: number;
  packed: number;
  plain: number;
}

/**
 * Writes a ZIP archive entry by entry, each packed while it is made, so that memory stays bounded.
 * @throws Refusal `file_too_large` beyond 4 GB.
 */
export async function writeZip(handle: FileHandle, entries: Iterable<ZipEntry>): Promise<void> {
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content } of entries) {
    const head = 30 + name.length;
    const packed = await writePacked(handle, content, at + head);
    await writeAll(handle, once(localHeader(name, packed)), at);
    directory.push(centralHeader(name, packed, at));
    at += head + packed.packed;
    check(at);
  }
  const central = Buffer.concat(directory);
  await writeAll(handle, once(Buffer.concat([central, endRecord(directory.length, central.length, at)])), at);
}

async function writePacked(handle: FileHandle, content: AsyncIterable<Uint8Array>, at: number): Promise<Packed> {
  const sum = { crc: 0, plain: 0 };
  const plain = (async function* () {
    for await (const chunk of content) {
      sum.crc = crc32(chunk, sum.crc);
      sum.plain += chunk.length;
      check(sum.plain);
      yield chunk;
    }
  })();
  const packed = await writeAll(handle, through(createDeflateRaw({ chunkSize: CHUNK }), plain), at);
  return { ...sum, packed };
}

function check(bytes: number): void {
  if (bytes < MOST_BYTES) return;
  throw new Refusal(
    'file_too_large',
    'These rows make a workbook of more than 4 GB. No file was written; save the list as CSV (.csv).',
  );
}

function localHeader(name: string, { crc, packed, plain }: Packed): Buffer {
  const head = Buffer.alloc(30 + name.length);
  head.writeUInt32LE(LOCAL, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(DEFLATE, 8);
  head.writeUInt16LE(DAY, 12);
  head.writeUInt32LE(crc, 14);
  head.writeUInt32LE(packed, 18);
  head.writeUInt32LE(plain, 22);
  head.writeUInt16LE(name.length, 26);
  head.write(name, 30, 'ascii');
  return head;
}

function centralHeader(name: string, { crc, packed, plain }: Packed, at: number): Buffer {
  const head = Buffer.alloc(46 + name.length);
  head.writeUInt32LE(CENTRAL, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(VERSION, 6);
  head.writeUInt16LE(DEFLATE, 10);
  head.writeUInt16LE(DAY, 14);
  head.writeUInt32LE(crc, 16);
  head.writeUInt32LE(packed, 20);
  head.writeUInt32LE(plain, 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt32LE(at, 42);
  head.write(name, 46, 'ascii');
  return head;
}

function endRecord(entries: number, bytes: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(at, 16);
  return end;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
