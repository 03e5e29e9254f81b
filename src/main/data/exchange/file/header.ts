import { Refusal } from '@shared/contract/errors';
import { canonicalJson } from '@shared/exchange/canonical';
import * as v from 'valibot';
import { FORMAT, LIMITS } from './layout';

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
/** Shown to people, never used as a path or in a query; without control characters and halves of characters. */
const words = (max: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(max), v.regex(/^[^\p{Cc}\p{Cs}]*$/u));
const id = words(100);
const date = v.pipe(v.string(), v.isoDate());
const replicaId = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));

/** How many of each the payload holds. `lines` are its lines without the last, which repeats these counts. */
const counts = v.looseObject({ rows: count, cells: count, activities: count, redactions: count, lines: count });

/** Whose customers the file speaks of. What it does not hold it says nothing about. */
const scope = v.looseObject({
  /** The whole portfolio. */
  all: v.optional(v.literal(true)),
  /** The customers of one user (id). */
  assignee: v.optional(id),
  /** So many chosen customers. */
  customers: v.optional(count),
  /** Holiday cover: handed back after this day. */
  until: v.optional(date),
});

const header = v.looseObject({
  format: v.pipe(count, v.minValue(1)),
  minReader: v.pipe(count, v.minValue(1)),
  portfolioId: id,
  fileId: id,
  kind: v.picklist(['snapshot', 'changes', 'segment']),
  scope,
  createdAt: v.pipe(v.string(), v.maxLength(30), v.isoTimestamp()),
  by: v.looseObject({
    replicaId,
    userId: id,
    /** Left out of encrypted files, whose header anyone can read. */
    name: v.optional(words(200)),
    appVersion: words(40),
  }),
  /** How far in its writer's own changes the file reaches, and after which of them it begins (0: with the first). */
  upTo: v.optional(count),
  since: v.optional(count),
  /** How far the writer merged, without a gap, the files of each machine of the person this one is for. */
  heard: v.optional(v.record(replicaId, count)),
  /** The writer's database schema; for messages only. */
  schema: count,
  counts,
  payload: v.looseObject({
    encoding: v.picklist(['gzip', 'age+gzip']),
    /** Bytes after the digest line. */
    bytes: count,
    /** Bytes of the lines when decrypted and unpacked. */
    plainBytes: count,
  }),
});

/** Fields of later versions are kept as they came. */
export type ExchangeHeader = v.InferOutput<typeof header>;
/** What the writer of a file decides; the container adds the rest. */
export interface HeaderDraft {
  portfolioId: string;
  fileId: string;
  kind: ExchangeHeader['kind'];
  scope: ExchangeHeader['scope'];
  createdAt: string;
  by: ExchangeHeader['by'];
  schema: number;
  /** Whatever else a reader may want to know. */
  [further: string]: unknown;
}
export type FileCounts = ExchangeHeader['counts'];
/** Counted by who makes the lines; the container counts the lines themselves. */
export interface RecordCounts {
  rows: number;
  cells: number;
  activities: number;
  redactions: number;
  [further: string]: number;
}

const newer = v.object({ minReader: v.pipe(count, v.minValue(FORMAT + 1)) });
const writer = v.object({ by: v.object({ appVersion: words(40) }) });

/** The header as it stands in the file, checked like one that is read: a file nobody could open is not written. */
export function spellHeader(value: ExchangeHeader): string {
  const line = canonicalJson(v.parse(header, value));
  if (Buffer.byteLength(line) > LIMITS.header) throw new Error('header too long');
  return line;
}

/**
 * Reads a header line whose digest was verified. Refused: `file_newer` when the file asks for a later reader, `file_invalid`
 * when it is not the canonical spelling of a header (so no key stands twice), or a field is of the wrong kind or too long.
 */
export function parseHeader(line: string, name: string): ExchangeHeader {
  const value = parsePlain(line);
  if (value === undefined) throw invalidFile(name, 'its header is not plain JSON in canonical spelling');
  const asksForMore = v.safeParse(newer, value);
  if (asksForMore.success) throw newerFile(name, asksForMore.output.minReader, v.safeParse(writer, value));
  const parsed = v.safeParse(header, value);
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]);
  throw invalidFile(
    name,
    field ? `“${field.slice(0, 60)}” in its header is missing or not as agreed` : 'it has no header',
  );
}

const MAX_DEPTH = 8;

/** Undefined for anything but canonical JSON without keys that reach into objects of the program. */
function parsePlain(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return isPlain(value, MAX_DEPTH) && canonicalJson(value) === line ? value : undefined;
  } catch {
    return undefined;
  }
}

function isPlain(value: unknown, depth: number): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (depth === 0) return false;
  return Object.entries(value).every(
    ([key, inner]) => !['__proto__', 'constructor', 'prototype'].includes(key) && isPlain(inner, depth - 1),
  );
}

function newerFile(name: string, minReader: number, by: v.SafeParseResult<typeof writer>): Refusal {
  const made = by.success ? ` Duebook ${by.output.by.appVersion}` : ' a later Duebook';
  return new Refusal(
    'file_newer',
    `${name} was written by${made} and needs a version that reads exchange format ${minReader}; this one reads up to ${FORMAT}. Nothing was changed; update Duebook and open the file again.`,
    { minReader },
  );
}

/** For a file that arrived whole but is not what Duebook writes. */
export function invalidFile(name: string, why: string): Refusal {
  return new Refusal(
    'file_invalid',
    `${name} arrived whole, but is not what Duebook writes: ${why}. Nothing was changed; ask its sender to export it again.`,
  );
}
