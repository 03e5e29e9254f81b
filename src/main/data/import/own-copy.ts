/**
 * The same text in memory of its own. A cell is a slice of the piece of the file it was read from, and keeps all of it alive: what
 * is kept for longer than its row must be copied.
 */
export function ownCopy(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
