import { Refusal } from '@shared/contract/errors';
import { canonicalJson } from '@shared/exchange/canonical';
import { type FileCounts, invalidFile } from './header';
import { type FileLimits, LIMITS, mebibytes } from './layout';

const NEWLINE = 10;
const BATCH_CHARS = 128 * 1024;

/** The last line of every payload. */
function endLine(counts: FileCounts): string {
  return `["end",${canonicalJson(counts)}]`;
}

export interface LineTally {
  lines: number;
  bytes: number;
}

/**
 * Lines as the bytes to be packed, followed by the last line, which `counts` makes of the number of lines when they are
 * through. Refuses (`file_too_large`) what no reader would accept.
 */
export async function* joinedLines(
  lines: Iterable<string> | AsyncIterable<string>,
  counts: (lines: number) => FileCounts,
  tally: LineTally,
): AsyncGenerator<Uint8Array> {
  let batch = '';
  for await (const line of lines) {
    if (line.includes('\n')) throw new Error('a line of an exchange file holds a newline');
    if (line.length * 3 > LIMITS.line && Buffer.byteLength(line) > LIMITS.line)
      throw new Refusal(
        'file_too_large',
        `One record is larger than ${mebibytes(LIMITS.line)} and does not fit into an exchange file. No file was written; shorten its text.`,
      );
    tally.lines++;
    batch += `${line}\n`;
    if (batch.length < BATCH_CHARS) continue;
    yield packed(batch, tally);
    batch = '';
  }
  yield packed(`${batch}${endLine(counts(tally.lines))}\n`, tally);
}

function packed(text: string, tally: LineTally): Uint8Array {
  const bytes = Buffer.from(text);
  tally.bytes += bytes.length;
  if (tally.bytes > LIMITS.plain)
    throw new Refusal(
      'file_too_large',
      `This is more than ${mebibytes(LIMITS.plain)} and does not fit into one exchange file. No file was written; export by collector or by customer.`,
    );
  return bytes;
}

/**
 * The lines of unpacked bytes, in batches, without the last, which must repeat the header's counts and end the payload.
 * Everything else is refused (`file_invalid`), at the latest after the last batch: nothing may be kept of a payload
 * before it has been read to its end.
 */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  counts: FileCounts,
  limits: FileLimits,
  name: string,
): AsyncGenerator<string[]> {
  const end = endLine(counts);
  let seen = 0;
  let held: string | undefined;
  for await (const text of wholeLines(chunks, limits, name)) {
    const lines = held === undefined ? [] : [held];
    for (const line of text) lines.push(line);
    held = lines.pop();
    seen += lines.length;
    if (seen > counts.lines) throw invalidFile(name, `it holds more than the ${counts.lines} lines it announces`);
    if (lines.includes(end)) throw invalidFile(name, 'something follows its last line');
    if (lines.length > 0) yield lines;
  }
  if (held !== end || seen !== counts.lines)
    throw invalidFile(name, 'its last line does not repeat the counts of its header');
}

/** Complete lines of each chunk. A line cut by the end of a chunk waits for its rest, up to the limit. */
async function* wholeLines(chunks: AsyncIterable<Buffer>, limits: FileLimits, name: string): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  for await (const chunk of chunks) {
    const first = chunk.indexOf(NEWLINE);
    const last = chunk.lastIndexOf(NEWLINE);
    waitingBytes += first < 0 ? chunk.length : first;
    if (waitingBytes > limits.line) throw invalidFile(name, `a line of it is longer than ${mebibytes(limits.line)}`);
    if (first < 0) {
      waiting.push(chunk);
      continue;
    }
    const whole = Buffer.concat([...waiting, chunk.subarray(0, last)]);
    waiting = [chunk.subarray(last + 1)];
    waitingBytes = chunk.length - last - 1;
    let text: string;
    try {
      text = decoder.decode(whole);
    } catch {
      throw invalidFile(name, 'its text is not UTF-8');
    }
    yield text.split('\n');
  }
  if (waitingBytes > 0) throw invalidFile(name, 'its last line is cut off');
}
