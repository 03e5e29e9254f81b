import { day, flag, id, isObject, key, moment, orNull, text, type ValueRule, whole } from './values';

/** A fact as it stands in an exchange file. Its keys never change: what a later version adds goes into `body`. */
export interface FactRecord {
  id: string;
  source: string;
  customerKey: string;
  kind: string;
  outcome: string | null;
  on: string;
  recordedAt: string;
  userId: string;
  private: 0 | 1;
  replicaId: string;
  /** Counts the facts of this replica on this customer from 1; 0 for private notes, which may stay at home. */
  replicaSeq: number;
  /** Null only when redacted. */
  body: Record<string, unknown> | null;
}

const RULES: Readonly<Record<keyof FactRecord, ValueRule>> = {
  id,
  source: key,
  customerKey: key,
  kind: text(40),
  outcome: orNull(text(40)),
  on: day,
  recordedAt: moment,
  userId: id,
  private: flag,
  replicaId: (value) => typeof value === 'string' && /^[0-9a-f]{16}$/.test(value),
  replicaSeq: whole(0, Number.MAX_SAFE_INTEGER),
  body: orNull(isBody),
};

const words = (max: number) => (value: unknown) => value === undefined || text(max)(value);
const optional = (rule: ValueRule) => (value: unknown) => value === undefined || rule(value);

/** What this version reads of a body must be what it expects; whatever else stands in it is kept. */
function isBody(value: unknown): boolean {
  if (!isObject(value)) return false;
  return (
    words(500)(value.contactName) &&
    words(200_000)(value.note) &&
    words(100)(value.commitmentId) &&
    words(10)(value.followUpAt) &&
    optional(day)(value.followUpOn) &&
    optional((internal) => typeof internal === 'boolean')(value.internal) &&
    optional(isObject)(value.seen)
  );
}

/** The name of the first field that is missing, unknown or of the wrong kind; null when all is well. */
export function factProblem(value: unknown): string | null {
  if (!isObject(value)) return 'record';
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(RULES, name));
  if (unknown !== undefined) return unknown.slice(0, 60);
  return Object.entries(RULES).find(([name, rule]) => !rule(value[name]))?.[0] ?? null;
}
