import { checkDatabase } from '../../data/db/doctor';
import type { Command } from '../command';

export const check: Command = {
  usage: 'check',
  run: ({ db, asOf }) => {
    const problems = checkDatabase(db, asOf);
    if (problems.length > 0) process.exitCode = 1;
    return {
      json: { ok: problems.length === 0, problems },
      text: problems.length === 0 ? 'All is well.' : problems.join('\n'),
    };
  },
};
