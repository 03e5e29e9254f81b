import { type Failure, Refusal } from '@shared/contract/errors';
import { refusalOf } from './db/sqlite-errors';

/** The value that crosses the boundary for an error: a refusal as it is, anything else as an internal error. */
export function failureOf(error: unknown, file: string): Failure {
  const refusal = refusalOf(error, file);
  if (refusal instanceof Refusal)
    return { code: refusal.code, message: refusal.message, ...(refusal.details && { details: refusal.details }) };
  console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message: `Something went wrong inside Duebook (${message}). Nothing of this was saved.` };
}
