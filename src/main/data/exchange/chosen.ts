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

/** Chosen customers with a cover are lent out first: the file says until when, and so does every copy. */
export function chosenScope(db: Db, env: CallEnv, scope: ScopeInput): ExportScope {
  if (scope.kind === 'portfolio') return scope;
  if (scope.kind === 'assignee') {
    checkPerson(db, scope.userId);
    return scope;
  }
  const { cover } = scope;
  if (cover !== null) {
    checkPerson(db, cover.by);
    if (cover.until < env.asOf)
      throw new Refusal(
        'bad_input',
        `${cover.until} lies before ${env.asOf}; choose a later day. Nothing was exported.`,
      );
  }
  const owners = scope.customerIds.map((id) => {
    const row = db.get<{ source: string; key: string }>('SELECT source, key FROM customer WHERE id = ?', id);
    if (!row) throw new Refusal('unknown_customer', `There is no customer with id ${id}. Nothing was exported.`);
    return customerRowId(row.source, row.key);
  });
  if (cover !== null)
    db.write(() => {
      for (const owner of owners)
        writeAnnotation(db, env.now, 'customerDesk', owner, 'cover', { cover_by: cover.by, cover_until: cover.until });
    });
  return { kind: 'customers', owners, until: cover?.until ?? null };
}
