import { extname } from 'node:path';
import { Refusal } from '@shared/contract/errors';
import { LIST_KINDS, type ListChoice, type ListKind } from '@shared/contract/lists';
import { formatMoney } from '@shared/domain/money';
import { customerIdByKey } from '../../data/customers/find';
import { openDesk } from '../../data/desk/desk';
import { personChannel } from '../../data/exchange/channel';
import { chosenScope } from '../../data/exchange/chosen';
import { exportFile } from '../../data/exchange/export-file';
import { saveList } from '../../data/lists/save';
import {
  type Answer,
  type Command,
  type CommandContext,
  pick,
  textOf,
  textsOf,
  UsageError,
  type Values,
} from '../command';
import { limitOf } from './agenda';
import { passphraseOf } from './exchange';

const FILE_KINDS = ['portfolio', 'changes'] as const;
/** What only one of the two kinds of files knows. */
const OF_FILES = ['with', 'passphrase-file'] as const;
const OF_AGENDA = ['limit'] as const;

export const exportCommand: Command = {
  usage: `export FILE [--what ${[...FILE_KINDS, ...LIST_KINDS].join('|')}] [--assignee NAME] [--customer KEY]… [--with PERSON] [--private-notes] [--passphrase-file F] [--limit N|all]`,
  long: 'export',
  words: [1, 1],
  options: {
    what: { type: 'string' },
    assignee: { type: 'string' },
    customer: { type: 'string', multiple: true },
    with: { type: 'string' },
    'private-notes': { type: 'boolean' },
    'passphrase-file': { type: 'string' },
    limit: { type: 'string' },
  },
  run: (context, values, [path = '']) => {
    const what = pick(values, 'what', [...FILE_KINDS, ...LIST_KINDS]) ?? 'portfolio';
    if (what === 'portfolio' || what === 'changes') return portfolioFile(context, values, path, what === 'changes');
    return listFile(context, values, path, what);
  },
};

async function portfolioFile(
  context: CommandContext,
  values: Values,
  path: string,
  changesOnly: boolean,
): Promise<Answer> {
  allow(values, OF_AGENDA, 'the list of the day: --what agenda');
  if (['.csv', '.xlsx'].includes(extname(path).toLowerCase()))
    throw new Refusal(
      'bad_input',
      `${path} is to be a list for a spreadsheet: say which, --what ${LIST_KINDS.join('|')}. No file was written; a portfolio file ends in .duebook.`,
    );
  const { db, asOf } = context;
  const assignee = textOf(values, 'assignee');
  const keys = textsOf(values, 'customer');
  if (assignee !== undefined && keys.length > 0) throw new UsageError('--assignee or --customer, not both.');
  const recipient = textOf(values, 'with') ?? assignee;
  if (changesOnly && recipient === undefined)
    throw new UsageError('--what changes needs --with PERSON: whom it is for.');
  const userOf = (name: string): string => {
    const id = context.listUser(name);
    if (id === null)
      throw new UsageError(`A portfolio file for ${name}: leave it out, and the file holds everybody’s.`);
    return id;
  };
  const env = context.env();
  const scope = chosenScope(
    db,
    env,
    assignee !== undefined
      ? { kind: 'assignee', userId: userOf(assignee) }
      : keys.length > 0
        ? { kind: 'customers', customerIds: keys.map((key) => customerIdByKey(db, key)), cover: null }
        : { kind: 'portfolio' },
  );
  const report = await exportFile(
    db,
    env,
    path,
    {
      scope,
      channel: recipient === undefined ? null : personChannel(userOf(recipient)),
      changesOnly,
      privateNotes: values['private-notes'] === true,
      asOf,
    },
    { passphrase: passphraseOf(values), progress: context.progress },
  );
  const { entry: _, fileName, ...counts } = report;
  return {
    json: { file: fileName, ...counts },
    text: `${path}: ${report.customers} customers, ${report.items} items, ${report.cells} notes and settings, ${report.activities} activities${report.encrypted ? '; protected by the passphrase, without which nobody can open it' : ''}.`,
  };
}

async function listFile(context: CommandContext, values: Values, path: string, what: ListKind): Promise<Answer> {
  allow(values, OF_FILES, 'portfolio files');
  if (what !== 'agenda') allow(values, OF_AGENDA, 'the list of the day: --what agenda');
  if (what !== 'activities') allow(values, ['private-notes'], 'activities and portfolio files');
  const saved = await saveList(context.db, context.asOf, choiceOf(context, values, what), path, context.progress);
  const sums = saved.sums.map((sum) => formatMoney(sum)).join(' + ');
  return { json: saved, text: `${path}: ${saved.rows} rows${sums && `, ${sums}`}.` };
}

function choiceOf({ db, listUser }: CommandContext, values: Values, what: ListKind): ListChoice {
  const assignee = textOf(values, 'assignee');
  const keys = textsOf(values, 'customer');
  const customerIds = keys.length === 0 ? null : keys.map((key) => customerIdByKey(db, key));
  // As the commands that show the same: the list of the day is one's own, the others are everybody's.
  const userId = assignee === undefined && what !== 'agenda' ? null : listUser(assignee);
  switch (what) {
    case 'agenda': {
      const limit =
        limitOf(textOf(values, 'limit')) ?? (customerIds === null ? openDesk(db).settings.listLength : 'all');
      return { what, userId, customerIds, limit };
    }
    case 'aging':
      return { what, userId, customerIds, lines: null };
    case 'items':
      return { what, userId, customerIds, itemIds: null };
    case 'activities':
      return { what, userId, customerIds, privateNotes: values['private-notes'] === true };
  }
}

/** Refuses options that the kind of file does not know: an unheard wish is worse than a wrong word. */
function allow(values: Values, options: readonly string[], whose: string): void {
  for (const option of options) if (values[option] !== undefined) throw new UsageError(`--${option} is for ${whose}.`);
}
