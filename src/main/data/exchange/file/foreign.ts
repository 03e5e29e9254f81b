import { Refusal } from '@shared/contract/errors';
import { MAGIC } from './layout';

type Guess = readonly [start: RegExp | string, refuse: (name: string) => Refusal];

const foreign = (what: string, todo: string) => (name: string) =>
  new Refusal('file_foreign', `${name} is no exchange file but ${what}. Nothing was changed; ${todo}.`);
/** What people drop by mistake, by its first bytes read as Latin-1. */
const GUESSES: readonly Guess[] = [
  [
    /^(RFVFQk9PSzEK|begin [0-7]{3} |MIME-Version:|Received: |From )/,
    foreign('mail text around one', 'save the attachment itself and open that'),
  ],
  [
    /^DUEBOOK[2-9][0-9]*\n/,
    (name) =>
      new Refusal(
        'file_newer',
        `${name} has the form of a later Duebook (unless its first line was damaged on the way). Nothing was changed; update Duebook and open the file again.`,
      ),
  ],
  ['SQLite format 3', foreign('a database', 'ask its owner to export a portfolio file')],
  ['PK\x03\x04', foreign('a zip or a workbook', 'unpack the zip first; a list of items goes to Import')],
  ['%PDF', foreign('a PDF', 'ask its sender for the .duebook file')],
  ['age-encryption.org/', foreign('the encrypted part of one', 'ask its sender for the whole .duebook file')],
  ['\x1f\x8b', foreign('a packed file', 'ask its sender for the whole .duebook file')],
  [/^[^\0\n]*[,;\t][^\0\n]*\n/, foreign('a list', 'drop it on Import')],
];

/** Throws when the first bytes (at least 512, or all there are) are not those of an exchange file. */
export function checkFirstBytes(head: Uint8Array, name: string): void {
  const text = Buffer.from(head).toString('latin1');
  if (text.startsWith(MAGIC)) return;
  if (text.trim() === '')
    throw new Refusal('file_empty', `${name} is empty. Nothing was changed; ask its sender to export it again.`);
  if (MAGIC.startsWith(text)) throw damagedFile(name, true);
  if (/^(ï»¿|ÿþ|þÿ)?DUEBOOK1/.test(text.replaceAll('\0', '')))
    throw new Refusal(
      'file_damaged',
      `${name} is an exchange file that a mail or text program saved again as text, which breaks it. Nothing was changed; ask for it as a zip or through a shared folder.`,
      { incomplete: false },
    );
  const guess = GUESSES.find(([start]) => (typeof start === 'string' ? text.startsWith(start) : start.test(text)));
  throw (guess?.[1] ?? foreign('something else', 'choose a file that ends in .duebook, as its sender exported it'))(
    name,
  );
}

/** For a file whose bytes are not those that were written. */
export function damagedFile(name: string, incomplete: boolean): Refusal {
  return new Refusal(
    'file_damaged',
    incomplete
      ? `${name} is not complete: it is still being copied, or was cut off. Nothing was changed; wait, or ask for it again.`
      : `${name} was damaged on its way: its bytes are not those that were written. Nothing was changed; ask for it again, as a zip if it came by mail.`,
    { incomplete },
  );
}
