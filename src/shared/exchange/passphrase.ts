/** Characters a passphrase for an exchange file must have; the file can be tried offline, so short ones protect nothing. */
const SHORTEST_PASSPHRASE = 10;
const LONGEST_PASSPHRASE = 1024;

/** Said wherever a passphrase is chosen. */
export const LOST_PASSPHRASE = 'A lost passphrase is a lost file: nobody can open it without.';

/**
 * The one spelling of a passphrase (Unicode NFKC), so that the same words typed on another keyboard or system open the same
 * file. Nothing is trimmed.
 */
export function passphraseSpelling(typed: string): string {
  return typed.normalize('NFKC');
}

/** What is wrong with a passphrase chosen for a new file, in words; null when it will do. */
export function passphraseProblem(typed: string): string | null {
  const length = [...passphraseSpelling(typed)].length;
  if (length < SHORTEST_PASSPHRASE)
    return `The passphrase needs at least ${SHORTEST_PASSPHRASE} characters; four or five unrelated words are good. ${LOST_PASSPHRASE}`;
  if (length > LONGEST_PASSPHRASE) return `The passphrase may have at most ${LONGEST_PASSPHRASE} characters.`;
  return null;
}
