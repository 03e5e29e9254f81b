import type { ContactRole } from '@shared/domain/model';
import companies from '../../../../resources/sample/companies.json' with { type: 'json' };
import people from '../../../../resources/sample/people.json' with { type: 'json' };
import type { SampleContact, SampleUser } from './model';
import type { Rng } from './rng';

/*
 * Invented companies and persons. Telephone numbers come from ranges the regulators keep for films and examples (Bundesnetzagentur,
 * Ofcom, ARCEP, PTS, NANPA 555-01xx); countries without such a range are reached at a shared service centre in one that has.
 * Mail addresses lie under example.com, .org and .net (RFC 2606).
 */

export interface Company {
  name: string;
  country: string;
  industry: string;
}

type Names = Readonly<Record<string, { first: readonly string[]; last: readonly string[] }>>;

const { users, accountExecutives, ...byCountry } = people;
const NAMES: Names = byCountry;
/** Where no names of its own are listed. */
const NAMES_OF: Readonly<Record<string, string>> = { AT: 'DE', CH: 'DE', BE: 'NL' };

const PHONES: Readonly<Record<string, readonly [prefix: string, from: number, to: number, suffixDigits: number][]>> = {
  DE: [
    ['+49 30 23125 ', 0, 999, 3],
    ['+49 40 66969 ', 0, 999, 3],
    ['+49 69 90009 ', 0, 999, 3],
    ['+49 89 99998 ', 0, 999, 3],
  ],
  GB: [
    ['+44 20 7946 0', 0, 999, 3],
    ['+44 161 496 0', 0, 999, 3],
    ['+44 1632 960', 0, 999, 3],
  ],
  FR: [
    ['+33 1 99 00 ', 1000, 9999, 4],
    ['+33 4 65 71 ', 1000, 9999, 4],
  ],
  SE: [['+46 8 465 004 ', 0, 99, 2]],
  US: [['+1 202-555-0', 100, 199, 3]],
};
const PHONE_OF: Readonly<Record<string, string>> = {
  AT: 'DE',
  CH: 'DE',
  CZ: 'DE',
  PL: 'DE',
  NL: 'GB',
  BE: 'FR',
  IE: 'GB',
  ES: 'FR',
  IT: 'FR',
  PT: 'FR',
  DK: 'SE',
  FI: 'SE',
};
const ENDINGS = ['example.com', 'example.com', 'example.org', 'example.net'] as const;

export const SAMPLE_USERS: readonly SampleUser[] = users.map(([name, initials, role]) => ({
  name: name as string,
  initials: initials as string,
  role: role === 'manager' ? 'manager' : 'collector',
}));

/** Invented companies in random order. @throws RangeError when more are wanted than are listed. */
export function pickCompanies(rng: Rng, count: number): Company[] {
  const all = Object.entries(companies).flatMap(([country, list]) =>
    list.map(([name, industry]) => ({ name: name as string, country, industry: industry as string })),
  );
  if (count > all.length) throw new RangeError(`only ${all.length} companies are listed`);
  return rng.shuffle(all).slice(0, count);
}

/** Accounts payable always, some with approver, buyer or head of finance, and for about two thirds our account executive. */
export function makeContacts(rng: Rng, company: Company): SampleContact[] {
  const domain = `${slug(company.name)}.${rng.pick(ENDINGS)}`;
  const roles: ContactRole[] = ['ap'];
  if (rng.chance(0.35)) roles.push('approver');
  if (rng.chance(0.3)) roles.push('buyer');
  if (rng.chance(0.3)) roles.push('finance_head');
  const taken = new Set<string>();
  const contacts = roles.map((role) => {
    const name = personName(rng, company.country, taken);
    const mailbox = role === 'ap' && rng.chance(0.2) ? 'accounts.payable' : mailName(name);
    return {
      name,
      role,
      internal: false,
      email: rng.chance(0.94) ? `${mailbox}@${domain}` : null,
      phone: rng.chance(0.92) ? phone(rng, company.country) : null,
    };
  });
  if (!rng.chance(0.65)) return contacts;
  const executive = rng.pick(accountExecutives);
  const internal: SampleContact = {
    name: executive,
    role: 'account_executive',
    internal: true,
    email: `${mailName(executive)}@example.com`,
    phone: `+49 40 66969 ${String(400 + accountExecutives.indexOf(executive)).padStart(3, '0')}`,
  };
  return [...contacts, internal];
}

function personName(rng: Rng, country: string, taken: Set<string>): string {
  const names = NAMES[NAMES_OF[country] ?? country] ?? NAMES.GB!;
  for (;;) {
    const name = `${rng.pick(names.first)} ${rng.pick(names.last)}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

function phone(rng: Rng, country: string): string {
  const [prefix, from, to, digits] = rng.pick(PHONES[PHONE_OF[country] ?? country] ?? PHONES.GB!);
  const number = String(rng.int(from, to)).padStart(digits, '0');
  return prefix + (digits === 4 ? `${number.slice(0, 2)} ${number.slice(2)}` : number);
}

/** `Étienne Lefèvre-Roux` is `etienne.lefevre-roux`. */
function mailName(name: string): string {
  return plain(name)
    .toLowerCase()
    .replace(/[^a-z -]/g, '')
    .trim()
    .replace(/ +/g, '.');
}

function slug(name: string): string {
  const words = plain(name)
    .toLowerCase()
    .replace(/['’.]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2);
  return words.slice(0, 2).join('-') || 'firma';
}

const SPECIAL: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', ı: 'i', æ: 'ae', Æ: 'Ae' };

function plain(text: string): string {
  return text
    .replace(/[ßøØłŁıæÆ]/g, (letter) => SPECIAL[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}
