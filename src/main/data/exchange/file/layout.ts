/** What an exchange file looks like from outside (docs/exchange-format.md). */
export const MAGIC = 'DUEBOOK1\n';
/** The format written and the latest one read. */
export const FORMAT = 1;
/** A line of 64 lower-case hex digits. */
export const DIGEST_LINE = 65;

/** Ceilings that hold before and while anything of a file is read; all in bytes. */
export interface FileLimits {
  /** The whole file. */
  file: number;
  header: number;
  /** The payload unpacked. */
  plain: number;
  /** One line of it, without its newline. */
  line: number;
}

const MIB = 1024 * 1024;
export const LIMITS: FileLimits = { file: 512 * MIB, header: 64 * 1024, plain: 1024 * MIB, line: MIB };

export function mebibytes(bytes: number): string {
  return bytes < MIB ? `${Math.ceil(bytes / 1024)} KiB` : `${Math.ceil(bytes / MIB)} MiB`;
}
