import type { Input } from '@shared/contract';
import { Refusal } from '@shared/contract/errors';
import type { Db } from '../db/database';
import { writeAnnotation } from '../exchange/write';
import { writeSetting } from '../settings/store';
import { readUsers, writeMe, writeUser } from './store';

/** A new portfolio with its first person, who works here. Refused where one was started before. */
export function startPortfolio(db: Db, now: number, userId: string, input: Input<'portfolio.start'>): void {
  db.write(() => {
    if (readUsers(db).length > 0)
      throw new Refusal('not_empty', 'This database already holds a portfolio; nothing was changed.');
    writeAnnotation(db, now, 'setting', 'portfolioName', 'value', { value: JSON.stringify(input.name) });
    writeSetting(db, now, 'baseCurrency', input.currency);
    writeUser(db, now, { id: userId, name: input.userName, initials: input.initials, role: 'collector' });
    writeMe(db, userId);
  });
}
