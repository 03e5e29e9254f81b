import {
  DATE_ORDERS,
  DECIMAL_MARKS,
  DELIMITERS,
  ENCODINGS,
  IMPORT_FIELDS,
  IMPORT_KINDS,
  type ImportField,
  type ImportOptions,
} from '@shared/contract/imports';
import { isIsoDate } from '@shared/domain/dates';
import { CLOSING_REASONS } from '@shared/domain/model';
import { isCurrencyCode } from '@shared/domain/money';
import { type Command, pick, textOf, textsOf, UsageError, type Values, wholeNumber } from '../command';

export const IMPORT_OPTIONS: Command['options'] = {
  kind: { type: 'string' },
  complete: { type: 'boolean' },
  'confirm-settle': { type: 'boolean' },
  'list-date': { type: 'string' },
  source: { type: 'string' },
  map: { type: 'string', multiple: true },
  dates: { type: 'string' },
  currency: { type: 'string' },
  sheet: { type: 'string' },
  terms: { type: 'string' },
  encoding: { type: 'string' },
  delimiter: { type: 'string' },
  'header-row': { type: 'string' },
  decimal: { type: 'string' },
  'reuse-numbers': { type: 'boolean' },
  close: { type: 'string', multiple: true },
  'close-others': { type: 'string' },
  'take-proposals': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
};

/** What was said on the command line about a file. @throws UsageError naming the option at fault. */
export function optionsOf(values: Values): ImportOptions {
  const kind = pick(values, 'kind', IMPORT_KINDS);
  const dates = pick(values, 'dates', DATE_ORDERS);
  const listDate = textOf(values, 'list-date');
  const currency = textOf(values, 'currency');
  const source = textOf(values, 'source')?.trim();
  const sheet = textOf(values, 'sheet');
  const terms = wholeNumber(values, 'terms');
  const map = textsOf(values, 'map').map(mapping);
  const encoding = pick(values, 'encoding', ENCODINGS);
  const decimal = pick(values, 'decimal', DECIMAL_MARKS);
  const headerRow = wholeNumber(values, 'header-row');
  const delimiter = delimiterOf(values);
  const close = textsOf(values, 'close').map(closing);
  const closeOthers = pick(values, 'close-others', CLOSING_REASONS);
  if (headerRow === 0) throw new UsageError('--header-row 0: lines are counted from 1.');
  if (listDate !== undefined && !isIsoDate(listDate))
    throw new UsageError(`--list-date ${listDate}: a date YYYY-MM-DD is wanted.`);
  if (currency !== undefined && !isCurrencyCode(currency))
    throw new UsageError(`--currency ${currency}: a code such as EUR is wanted.`);
  if (source === '') throw new UsageError('--source: a name is wanted.');
  return {
    ...(kind && { kind }),
    ...(values.complete === true && { complete: true }),
    ...(values['confirm-settle'] === true && { confirmSettle: true }),
    ...(listDate && { listDate }),
    ...(source && { source }),
    ...(map.length > 0 && { map: Object.fromEntries(map) }),
    ...(dates && { dates }),
    ...(currency && { currency }),
    ...(sheet && { sheet }),
    ...(terms !== undefined && { terms }),
    ...(encoding && { encoding }),
    ...(delimiter && { delimiter }),
    ...(headerRow !== undefined && { headerRow }),
    ...(decimal && { decimal }),
    ...(values['reuse-numbers'] === true && { reuseNumbers: true }),
    ...(close.length > 0 && { close }),
    ...(closeOthers && { closeOthers }),
    ...(values['take-proposals'] === true && { takeProposals: true }),
  };
}

/** `FIELD=COLUMN`; an empty column takes the field away. */
function mapping(text: string): [ImportField, string] {
  const at = text.indexOf('=');
  const field = IMPORT_FIELDS.find((name) => name === text.slice(0, at));
  if (at < 0 || !field)
    throw new UsageError(`--map ${text}: FIELD=COLUMN is wanted, FIELD one of ${IMPORT_FIELDS.join(', ')}.`);
  return [field, text.slice(at + 1)];
}

/** `NUMBER=REASON`, `CUSTOMER/NUMBER=REASON`; `NUMBER=replaced:NEW` names the item that took its place. */
function closing(text: string): NonNullable<ImportOptions['close']>[number] {
  const at = text.lastIndexOf('=');
  const [word = '', ...rest] = text.slice(at + 1).split(':');
  const reason = CLOSING_REASONS.find((known) => known === word);
  const by = rest.join(':');
  if (at < 1 || !reason || (by !== '' && reason !== 'replaced'))
    throw new UsageError(
      `--close ${text}: NUMBER=REASON is wanted, REASON one of ${CLOSING_REASONS.join(', ')}; for replaced also NUMBER=replaced:NEW.`,
    );
  return { number: text.slice(0, at), reason, ...(by !== '' && { by }) };
}

function delimiterOf(values: Values): ImportOptions['delimiter'] {
  const given = textOf(values, 'delimiter');
  if (given === undefined) return undefined;
  const found = given === 'tab' ? '\t' : DELIMITERS.find((known) => known === given);
  if (!found) throw new UsageError(`--delimiter ${given}: one of ; , | and tab is wanted.`);
  return found;
}
