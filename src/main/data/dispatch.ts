import { type DataCalls, dataCalls } from '@shared/contract';
import { Refusal, type Result } from '@shared/contract/errors';
import * as v from 'valibot';
import { failureOf } from './failure';
import { handlers } from './handlers';
import type { Session } from './session';

/** Checks a call's name and input on arrival, runs it, and turns whatever happens into a value. */
export async function dispatch(session: Session, name: string, input: unknown): Promise<Result<unknown>> {
  try {
    if (!Object.hasOwn(dataCalls, name)) throw new Refusal('bad_input', `There is no call “${name}”.`);
    const known = name as keyof DataCalls;
    const parsed = v.safeParse(dataCalls[known].input as v.GenericSchema, input);
    if (!parsed.success)
      throw new Refusal(
        'bad_input',
        `${name}: ${v.flatten(parsed.issues).root?.join('; ') ?? issuePaths(parsed.issues)}`,
      );
    const run = handlers[known] as (session: Session, input: unknown) => unknown;
    return { ok: true, value: await run(session, parsed.output) };
  } catch (error) {
    return { ok: false, error: failureOf(error, session.db.file) };
  }
}

function issuePaths(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues.map((issue) => `${v.getDotPath(issue) ?? 'input'}: ${issue.message}`).join('; ');
}
