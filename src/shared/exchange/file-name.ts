/** What a file is called when nobody chose a name. */
export interface FileNameParts {
  portfolio: string;
  /** Whose customers, or for whom; null for the whole portfolio. */
  person: string | null;
  /** `YYYY-MM-DD`. */
  on: string;
}

/** Of each part; the whole stays below the 255 bytes that file systems take. */
const LONGEST_PART = { characters: 40, bytes: 90 };
/** Names that Windows gives to devices, whatever ending follows. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/**
 * A name for an exchange file that every system takes: `Acme – Ana – 2026-11-22.duebook`. Names of people and portfolios are
 * anybody's words, so nothing in them may act as a path, a device, an ending or an invisible character.
 */
export function suggestedFileName({ portfolio, person, on }: FileNameParts): string {
  const parts = [
    safePart(portfolio) || 'Portfolio',
    person === null ? '' : safePart(person) || 'Someone',
    safePart(on),
  ];
  return `${parts.filter((part) => part !== '').join(' – ')}.duebook`;
}

function safePart(text: string): string {
  const plain = text
    .normalize('NFC')
    // Control characters, invisible format characters (also those that turn the direction of writing), halves of characters.
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"/\\|?*.]+/g, ' ');
  const letters = [...plain.replace(/\s+/g, ' ').trim()].slice(0, LONGEST_PART.characters);
  while (new TextEncoder().encode(letters.join('')).length > LONGEST_PART.bytes) letters.pop();
  const short = letters.join('').trim();
  return DEVICE.test(short) ? `${short}_` : short;
}
