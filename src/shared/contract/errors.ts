/** The closed list of refusals. Everything else that goes wrong is a bug and arrives as `internal`. */
export const ERROR_CODES = [
  'bad_input',
  'not_found',
  'unknown_customer',
  'unknown_item',
  'stale',
  'no_portfolio',
  'not_empty',
  'file_missing',
  'file_empty',
  'file_binary',
  'file_unreadable',
  'file_unwritable',
  'file_foreign',
  'file_damaged',
  'file_invalid',
  'file_newer',
  'file_too_large',
  'other_portfolio',
  'passphrase_wanted',
  'passphrase_wrong',
  'mapping_incomplete',
  'dates_ambiguous',
  'sheet_wanted',
  'currency_unknown',
  'needs_confirmation',
  'cannot_undo',
  'cancelled',
  'folder_stopped',
  'db_missing',
  'db_foreign',
  'db_newer',
  'db_damaged',
  'db_readonly',
  'db_busy',
  'disk_full',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface Failure {
  code: ErrorCode;
  /** What happened, what was kept, what to do; fit to be shown as it is. */
  message: string;
  details?: Readonly<Record<string, unknown>>;
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };

/** Thrown inside the data process only, to leave a transaction; it becomes a `Failure` value before it crosses a boundary. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ErrorCode, message: string, details?: Readonly<Record<string, unknown>>) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}
