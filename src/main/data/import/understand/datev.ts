import { NOTHING_CHANGED, type Problem } from './problem';

/** Categories of DATEV's EXTF files that state accounts of customers (and suppliers) rather than postings. */
const ACCOUNTS = /debitoren/i;

/**
 * What a file's first row says when it is the head of a DATEV export ("EXTF" or "DTVF"): `accounts` for master data, else why
 * it cannot be imported. A posting batch has dates without a year, a debit or credit flag for a sign, and every posting of an
 * item on its own: what is open does not follow from it. Null for any other file.
 */
export function datevHead(first: readonly string[] | undefined, fileName: string): 'accounts' | Problem | null {
  const mark = first?.[0]?.replace(/^\uFEFF/, '').trim();
  if (mark !== 'EXTF' && mark !== 'DTVF') return null;
  const category = first?.[3]?.trim() ?? '';
  if (ACCOUNTS.test(category)) return 'accounts';
  const what = /buchungsstapel/i.test(category) ? 'a posting batch' : `a DATEV export of another kind ("${category}")`;
  return {
    code: 'bad_input',
    message: `${fileName} is ${what}, not a list of open items. ${NOTHING_CHANGED}; export the open items of the customers instead (OPOS list, "Offene Posten Debitoren") as CSV or .xlsx, or "Debitoren/Kreditoren" for the customers.`,
  };
}

/** Suppliers have personal accounts from 7 on: 70000–99999 with five digits. */
export function isSupplierAccount(key: string): boolean {
  return /^[789]\d{4,8}$/.test(key);
}
