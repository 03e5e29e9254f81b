import { Refusal } from '@shared/contract/errors';
import type { ScopeInput } from '@shared/contract/exchange';
import { customerRowId } from '@shared/exchange/registry';
import type { Db } from '../db/database';
import type { CallEnv } from '../env';
import { readUsers } from '../portfolio/store';
import type { ExportScope } from './scope';
import { writeAnnotation } from './write';

/** Refuses who is no person of this portfolio. */
export function checkPerson(db: Db, userId: string | null): void {
  if (userId !== null && !readUsers(db).some((user) => user.id === userId))
    throw new Refusal('not_found', 'That person is not in this portfolio. Nothing was exported.');
}

/** Whose customers a file is to speak of. Reads only. */
export function chosenScope(db: Db, { asOf }: Pick<CallEnv, 'asOf'>, scope: ScopeInput): ExportScope {
  if (scope.kind === 'portfolio') return scope;
  if (scope.kind === 'assignee') {
    checkPerson(db, scope.userId);
    return scope;
  }
  const { cover } = scope;
  if (cover !== null) {
    checkPerson(db, cover.by);
    if (cover.until < asOf)
      throw new Refusal('bad_input', `${cover.until} lies before ${asOf}; choose a later day. Nothing was exported.`);
  }
  return { kind: 'customers', owners: ownersOf(db, scope.customerIds), until: cover?.until ?? null };
}

/** Chosen customers with a cover are lent out with the file: it says until when, and so does every copy. Within the export's transaction. */
export function lend(db: Db, { now }: Pick<CallEnv, 'now'>, scope: ScopeInput): void {
  if (scope.kind !== 'customers' || scope.cover === null) return;
  const { by, until } = scope.cover;
  db.write(() => {
    for (const owner of ownersOf(db, scope.customerIds))
      writeAnnotation(db, now, 'customerDesk', owner, 'cover', { cover_by: by, cover_until: until });
  });
}

function ownersOf(db: Db, customerIds: readonly number[]): string[] {
  return customerIds.map((id) => {
    const row = db.get<{ source: string; key: string }>('SELECT source, key FROM customer WHERE id = ?', id);
    if (!row) throw new Refusal('unknown_customer', `There is no customer with id ${id}. Nothing was exported.`);
    return customerRowId(row.source, row.key);
  });
}
