import { inflateRawSync } from 'node:zlib';

/** Bytes all parts of a workbook may unpack to: some 600,000 rows of ten columns; a longer list goes as CSV. */
const MAX_UNPACKED = 300 * 1024 * 1024;
const MAX_PARTS = 10_000;
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const DEFLATED = 8;

export type ZipCheck =
  | { ok: true; names: ReadonlySet<string> }
  | { ok: false; why: 'truncated' | 'damaged' | 'too_large' | 'encrypted' };

/**
 * Looks through a zip's table of contents before anything of it is parsed: whole, every part where the table says, unencrypted,
 * and no larger when unpacked than `MAX_UNPACKED` in total. Parts are unpacked here against the stated size, because a bomb lies about it.
 */
export function checkZip(bytes: Uint8Array): ZipCheck {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end < 0) return { ok: false, why: 'truncated' };
  const count = view.readUInt16LE(end + 10);
  let at = view.readUInt32LE(end + 16);
  const names = new Set<string>();
  let total = 0;
  if (count > MAX_PARTS) return { ok: false, why: 'too_large' };
  for (let i = 0; i < count; i++) {
    if (at + 46 > view.length || view.readUInt32LE(at) !== ENTRY) return { ok: false, why: 'damaged' };
    const flags = view.readUInt16LE(at + 8);
    const method = view.readUInt16LE(at + 10);
    const packed = view.readUInt32LE(at + 20);
    const unpacked = view.readUInt32LE(at + 24);
    const nameLength = view.readUInt16LE(at + 28);
    const local = view.readUInt32LE(at + 42);
    if ((flags & 1) !== 0) return { ok: false, why: 'encrypted' };
    total += unpacked;
    if (total > MAX_UNPACKED) return { ok: false, why: 'too_large' };
    if (local + 30 > view.length || view.readUInt32LE(local) !== LOCAL) return { ok: false, why: 'damaged' };
    const start = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
    if (start + packed > view.length) return { ok: false, why: 'truncated' };
    if (!unpacksTo(view.subarray(start, start + packed), method, unpacked)) return { ok: false, why: 'damaged' };
    names.add(view.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return { ok: true, names };
}

/** The end record stands in the last 64 KB; it is missing in a file cut short. */
function findEnd(view: Buffer): number {
  for (let at = view.length - 22; at >= 0 && at >= view.length - 22 - 0xffff; at--)
    if (view.readUInt32LE(at) === END) return at;
  return -1;
}

function unpacksTo(packed: Uint8Array, method: number, size: number): boolean {
  if (method !== DEFLATED) return method === 0 && packed.length === size;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) }).length === size;
  } catch {
    return false;
  }
}
