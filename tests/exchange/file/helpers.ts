import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '@shared/contract/errors';
import type { HeaderDraft, RecordCounts } from '../../../src/main/data/exchange/file/header';
import { MAGIC } from '../../../src/main/data/exchange/file/layout';
import { openExchangeFile } from '../../../src/main/data/exchange/file/open-file';
import { writeExchangeFile } from '../../../src/main/data/exchange/file/write-file';

export const PASSPHRASE = 'correct horse battery';

export const draft: HeaderDraft = {
  portfolioId: '0193d2f0-0000-7000-8000-000000000001',
  fileId: '0193d2f0-0000-7000-8000-000000000002',
  kind: 'snapshot',
  scope: { all: true },
  createdAt: '2026-11-22T08:00:00.000Z',
  by: {
    replicaId: '4be1c09d72aa5f10',
    userId: '0193d2f0-0000-7000-8000-000000000003',
    name: 'Ana Lindqvist',
    appVersion: '0.1.0',
  },
  schema: 3,
};

export const lines = [
  '["r","customer","c1",{"name":["Acme Söhne","…"]}]',
  '["a",{"id":"a1"}]',
  '["x","a1","u1","2026-11-22"]',
];
const counts: RecordCounts = { rows: 1, cells: 1, activities: 1, redactions: 1 };

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'duebook-file-'));
}

export async function written(
  options: { passphrase?: string; lines?: Iterable<string>; draft?: HeaderDraft; folder?: string } = {},
): Promise<string> {
  const path = join(options.folder ?? newFolder(), 'Acme.duebook');
  await writeExchangeFile(path, options.draft ?? draft, options.lines ?? lines, {
    counts: () => counts,
    passphrase: options.passphrase,
  });
  return path;
}

/** Everything in the file, read to its end. */
export async function readWhole(path: string, passphrase?: string): Promise<string[]> {
  const file = await openExchangeFile(path);
  return await drained(file.lines(passphrase));
}

export async function drained(batches: AsyncIterable<string[]>): Promise<string[]> {
  const all: string[] = [];
  for await (const batch of batches) for (const line of batch) all.push(line);
  return all;
}

/** The refusal of a promise; anything else thrown, or nothing at all, fails the test. */
export async function refused(promise: Promise<unknown>): Promise<Refusal> {
  const outcome = await promise.then(
    () => 'it was not refused',
    (error: unknown) => error,
  );
  if (outcome instanceof Refusal) return outcome;
  throw outcome;
}

export interface Parts {
  header: string;
  digest: string;
  payload: Buffer;
}

/** Takes a file apart by the specification alone. */
export function partsOf(path: string): Parts {
  const bytes = readFileSync(path);
  const first = bytes.indexOf(10) + 1;
  const second = bytes.indexOf(10, first) + 1;
  const third = bytes.indexOf(10, second) + 1;
  return {
    header: bytes.subarray(first, second - 1).toString('utf8'),
    digest: bytes.subarray(second, third - 1).toString('latin1'),
    payload: bytes.subarray(third),
  };
}

/** Puts a file together with a digest that fits, as a hostile program would. */
export function forged(header: string | Uint8Array, payload: Uint8Array, folder = newFolder()): string {
  const line = Buffer.concat([Buffer.from(header), Buffer.from('\n')]);
  const digest = createHash('sha256').update(line).update(payload).digest('hex');
  const path = join(folder, 'forged.duebook');
  writeFileSync(path, Buffer.concat([Buffer.from(MAGIC), line, Buffer.from(`${digest}\n`), payload]));
  return path;
}
