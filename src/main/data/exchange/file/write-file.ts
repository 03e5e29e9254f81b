import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { Refusal } from '@shared/contract/errors';
import { passphraseProblem } from '@shared/exchange/passphrase';
import { checkTarget } from '../../db/places';
import { encrypted } from './age';
import { gzipped } from './gzip';
import { type ExchangeHeader, type HeaderDraft, type RecordCounts, spellHeader } from './header';
import { DIGEST_LINE, FORMAT, LIMITS, MAGIC, mebibytes } from './layout';
import { joinedLines } from './lines';
import { bytesFrom, putInPlace, withPartFile, writeAll } from './part-file';
import { writeProblem } from './problems';

export interface WriteOptions {
  /** Asked for once, when the lines are through. */
  counts: () => RecordCounts;
  /** Encrypts the payload and leaves every name out of the header. */
  passphrase?: string | undefined;
  /** How many bytes of the payload stand in the file; what it throws is passed on. */
  onSealed?: (done: number, total: number) => void;
}

export interface WrittenFile {
  /** Names the file's content: 64 hex digits. */
  digest: string;
  /** Size of the file. */
  bytes: number;
  header: ExchangeHeader;
}

/**
 * Writes an exchange file (docs/exchange-format.md): built beside `path`, brought to the disk, then renamed, so that
 * whoever watches the folder sees a whole file or none. `lines` are canonical records without their newline; the last line
 * of the payload is added here. Memory stays bounded however many lines there are. A file already at `path` is replaced.
 *
 * Refusals, all without leftovers: `disk_full`, `file_missing` (the folder is gone), `file_unwritable`, `file_too_large`,
 * `bad_input` (the passphrase is too short). An error of `lines` is passed on.
 */
export async function writeExchangeFile(
  path: string,
  draft: HeaderDraft,
  lines: Iterable<string> | AsyncIterable<string>,
  options: WriteOptions,
): Promise<WrittenFile> {
  const { passphrase } = options;
  const problem = passphrase === undefined ? null : passphraseProblem(passphrase);
  if (problem !== null) throw new Refusal('bad_input', `${problem} No file was written.`);
  const tally = { lines: 0, bytes: 0 };
  try {
    checkTarget(path);
    return await withPartFile(path, '.payload.part', async (payload) => {
      const counts = { rows: 0, cells: 0, activities: 0, redactions: 0, lines: 0 };
      const plain = joinedLines(lines, (n) => Object.assign(counts, options.counts(), { lines: n }), tally);
      const packed = gzipped(plain);
      const source = passphrase === undefined ? packed : encrypted(packed, passphrase);
      const bytes = await writeAll(payload, source, 0);
      const header: ExchangeHeader = {
        ...draft,
        by: passphrase === undefined ? draft.by : { ...draft.by, name: undefined },
        format: FORMAT,
        minReader: FORMAT,
        counts,
        payload: { encoding: passphrase === undefined ? 'gzip' : 'age+gzip', bytes, plainBytes: tally.bytes },
      };
      return await withPartFile(path, '.part', (handle, part) =>
        assemble(handle, part, path, header, payload, options),
      );
    });
  } catch (error) {
    throw writeProblem(error, path);
  }
}

async function assemble(
  handle: FileHandle,
  part: string,
  path: string,
  header: ExchangeHeader,
  payload: FileHandle,
  { onSealed }: WriteOptions,
): Promise<WrittenFile> {
  const line = Buffer.from(`${spellHeader(header)}\n`);
  const start = MAGIC.length + line.length + DIGEST_LINE;
  const bytes = start + header.payload.bytes;
  if (bytes > LIMITS.file)
    throw new Refusal(
      'file_too_large',
      `This is more than ${mebibytes(LIMITS.file)} and does not fit into one exchange file. No file was written; export by collector or by customer.`,
    );
  const hash = createHash('sha256').update(line);
  let done = 0;
  const hashed = (async function* () {
    for await (const chunk of bytesFrom(payload, 0)) {
      hash.update(chunk);
      done += chunk.length;
      onSealed?.(done, header.payload.bytes);
      yield chunk;
    }
  })();
  await writeAll(handle, hashed, start);
  const digest = hash.digest('hex');
  await writeAll(handle, once(Buffer.concat([Buffer.from(MAGIC), line, Buffer.from(`${digest}\n`)])), 0);
  await putInPlace(handle, part, path);
  return { digest, bytes, header };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
