const MAX_DEPTH = 32;
/** Only what is no character of its own is spelled so in JSON. */
const HALF_CHARACTER = /\\u[dD][89a-fA-F]/;

/** The record of a line, or in words why it is none. Safe to be walked recursively. */
export function parseLine(line: string): unknown[] | string {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return 'is not JSON';
  }
  if (!Array.isArray(record)) return 'is no record';
  if (isDeep(record, MAX_DEPTH)) return 'is nested too deeply';
  if (HALF_CHARACTER.test(line) && HALF_CHARACTER.test(JSON.stringify(record).replaceAll('\\\\', '')))
    return 'holds half a character';
  return record;
}

function isDeep(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) if (isDeep(inner, depth - 1)) return true;
  return false;
}
