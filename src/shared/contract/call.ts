import type { BaseIssue, BaseSchema, InferOutput } from 'valibot';
import * as v from 'valibot';
import { isIsoDate } from '../domain/dates';

type Schema = BaseSchema<unknown, unknown, BaseIssue<unknown>>;

/** One call between page and data process: the schema its input is checked with on arrival, and (as a type only) what it answers. */
export interface Call<S extends Schema = Schema, Output = unknown> {
  input: S;
  readonly output?: Output;
}

export function call<S extends Schema>(input: S): { answers: <Output>() => Call<S, Output> } {
  return { answers: <Output>() => ({ input }) as Call<S, Output> };
}

export type InputOf<C> = C extends Call<infer S, unknown> ? InferOutput<S> : never;
export type OutputOf<C> = C extends Call<Schema, infer O> ? O : never;

export const date = v.pipe(v.string(), v.check(isIsoDate, 'a calendar date YYYY-MM-DD is wanted'));
export const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
export const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
export const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
export const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'a three-letter currency code is wanted'));
export const minor = v.pipe(v.number(), v.safeInteger());
