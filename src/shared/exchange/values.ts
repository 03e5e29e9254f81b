import { isIsoDate } from '../domain/dates';

/** Whether a value that came in an exchange file may stand in a column. Text is measured in UTF-16 units. */
export type ValueRule = (value: unknown) => boolean;

const isText = (value: unknown): value is string => typeof value === 'string' && !value.includes('\0');

export const text =
  (max: number): ValueRule =>
  (value) =>
    isText(value) && value.length <= max;
/** Part of a natural key: the separator of row ids must not occur in it. */
export const key: ValueRule = (value) => isText(value) && value.length <= 200 && !value.includes('\u001f');
export const day: ValueRule = (value) => typeof value === 'string' && isIsoDate(value);
export const moment: ValueRule = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));
export const whole =
  (min: number, max: number): ValueRule =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
/** An amount in minor units. */
export const minor: ValueRule = (value) => Number.isSafeInteger(value);
export const flag: ValueRule = (value) => value === 0 || value === 1;
export const code: ValueRule = (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value);
export const id = text(100);
export const oneOf =
  (words: readonly string[]): ValueRule =>
  (value) =>
    typeof value === 'string' && words.includes(value);
export const orNull =
  (rule: ValueRule): ValueRule =>
  (value) =>
    value === null || rule(value);
/** A text that holds JSON of which `shape` is true. */
export const json =
  (max: number, shape: (parsed: unknown) => boolean): ValueRule =>
  (value) => {
    if (!isText(value) || value.length > max) return false;
    try {
      return shape(JSON.parse(value));
    } catch {
      return false;
    }
  };
export const listOf =
  (shape: (entry: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(shape);

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
