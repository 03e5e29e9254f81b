import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fc, test } from '@fast-check/vitest';
import { Refusal } from '@shared/contract/errors';
import { canonicalJson } from '@shared/exchange/canonical';
import { beforeAll, describe, expect } from 'vitest';
import type { ExchangeHeader } from '../../../src/main/data/exchange/file/header';
import { forged, newFolder, type Parts, partsOf, readWhole, written } from './helpers';

/** Whatever a file holds, reading it ends: with its lines or with a refusal, never with another error. */
const options = { seed: 20261122, numRuns: 400 };
const folder = newFolder();
let honest: Parts & { parsed: ExchangeHeader };
beforeAll(async () => {
  const parts = partsOf(await written());
  honest = { ...parts, parsed: JSON.parse(parts.header) as ExchangeHeader };
});

async function read(path: string): Promise<string[] | Refusal> {
  return await readWhole(path).catch((error: unknown) => {
    if (error instanceof Refusal) return error;
    throw error;
  });
}

const json = fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' });
const field = fc.constantFrom(
  ...[
    'format',
    'minReader',
    'portfolioId',
    'fileId',
    'kind',
    'scope',
    'createdAt',
    'by',
    'schema',
    'counts',
    'payload',
    '__proto__',
    'x',
  ],
);
const anyText = fc.string({ unit: 'binary', size: 'max', maxLength: 2000 });

describe('any file', () => {
  test.prop([fc.uint8Array({ size: 'max', maxLength: 5000 }), fc.boolean()], options)(
    'of random bytes is refused',
    async (bytes, magic) => {
      const path = join(folder, 'random.duebook');
      writeFileSync(path, Buffer.concat([Buffer.from(magic ? 'DUEBOOK1\n' : ''), bytes]));
      expect(await read(path)).toBeInstanceOf(Refusal);
    },
  );

  test.prop([fc.oneof(anyText, json.map(canonicalJson))], options)('with another header is refused', async (header) => {
    expect(await read(forged(header.replaceAll('\n', ''), honest.payload, folder))).toBeInstanceOf(Refusal);
  });

  test.prop([field, json, fc.boolean()], options)(
    'with another field is read or refused',
    async (name, value, inside) => {
      const inner = { ...(honest.parsed.payload as object), [name]: value };
      const header = inside ? { ...honest.parsed, payload: inner } : { ...honest.parsed, [name]: value };
      const outcome = await read(forged(canonicalJson(header), honest.payload, folder));
      expect(outcome instanceof Refusal || outcome.length === 3).toBe(true);
    },
  );

  test.prop([fc.array(anyText, { size: 'max', maxLength: 50 }), fc.nat(60)], options)(
    'with other lines gives just these lines, or is refused',
    async (lines, announced) => {
      const counts = { ...honest.parsed.counts, lines: announced };
      const plain = Buffer.from(`${lines.map((line) => `${line}\n`).join('')}["end",${canonicalJson(counts)}]\n`);
      const payload = gzipSync(plain);
      const header = {
        ...honest.parsed,
        counts,
        payload: { encoding: 'gzip', bytes: payload.length, plainBytes: plain.length },
      };
      const outcome = await read(forged(canonicalJson(header), payload, folder));
      const really = lines.flatMap((line) => Buffer.from(line).toString('utf8').split('\n'));
      if (really.length === announced) expect(outcome).toEqual(really);
      else expect(outcome).toBeInstanceOf(Refusal);
    },
  );

  test.prop([fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 40 })], options)(
    'with other packed bytes is read or refused',
    async (at, bytes) => {
      const payload = Buffer.from(honest.payload);
      payload.set(bytes.subarray(0, payload.length), at % Math.max(1, payload.length - bytes.length));
      const outcome = await read(forged(honest.header, payload, folder));
      expect(outcome instanceof Refusal || outcome.length === 3).toBe(true);
    },
  );
});
