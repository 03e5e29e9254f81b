import { expect, it } from 'vitest';
import { KNOWLEDGE, type Knowledge } from '../../src/main/data/exchange/stage';
import { writeAnnotation } from '../../src/main/data/exchange/write';
import { text } from '../../src/shared/exchange/values';
import { linesOf, mergeLines, newCopy } from './support/copies';
import { stateOf } from './support/team';

const NOW = Date.parse('2026-11-23T10:00:00Z');

/** A later version in which a contact may have any role. */
const LATER: Knowledge = {
  ...KNOWLEDGE,
  rules: { ...KNOWLEDGE.rules, contact: { ...KNOWLEDGE.rules.contact, role: text(40) } },
};
const person = (role: string) => ({ name: 'Kim', role, internal: 0 });
const FOLDER = { channel: 'folder:1', changesOnly: true } as const;

it('P5 an edit beats the value of a later version that is kept in its place, also one from a clock years ahead', async () => {
  const [ana, ben] = [newCopy(1), newCopy(2)];
  ben.write(() => writeAnnotation(ben, NOW + 10 * 365 * 86_400_000, 'contact', 'k', 'person', person('oracle')));
  await mergeLines(ana, linesOf(ben, {}, LATER));
  ana.write(() => writeAnnotation(ana, NOW, 'contact', 'k', 'person', person('ap')));
  await mergeLines(ben, linesOf(ana), { know: LATER });
  for (const db of [ana, ben]) expect(db.value('SELECT role FROM contact')).toBe('ap');
});

it('P20 a value this version can read that beat one it cannot is sent once more', async () => {
  const [ana, ben] = [newCopy(1), newCopy(2)];
  ana.write(() => writeAnnotation(ana, NOW, 'contact', 'k', 'person', person('ap')));
  linesOf(ana, FOLDER);
  ben.write(() => writeAnnotation(ben, NOW - 1000, 'contact', 'k', 'person', person('oracle')));
  await mergeLines(ana, linesOf(ben, {}, LATER), { channel: 'folder:1' });
  await mergeLines(ben, linesOf(ana, FOLDER), { know: LATER });
  expect(stateOf(ben, LATER)).toBe(stateOf(ana));
});

it('P20 a value of a later version that is kept, and beat one this version can read, is sent once more', async () => {
  const [ana, ben, cleo] = [newCopy(1), newCopy(2), newCopy(3)];
  ben.write(() => writeAnnotation(ben, NOW, 'contact', 'k', 'person', person('oracle')));
  await mergeLines(ana, linesOf(ben, {}, LATER));
  linesOf(ana, FOLDER);
  cleo.write(() => writeAnnotation(cleo, NOW - 1000, 'contact', 'k', 'person', person('ap')));
  await mergeLines(ana, linesOf(cleo), { channel: 'folder:1' });
  const again = linesOf(ana, FOLDER);
  await mergeLines(cleo, again, { know: LATER });
  expect(cleo.value('SELECT role FROM contact')).toBe('oracle');
  // Met once more it says nothing new, so nothing is sent once more either.
  await mergeLines(ana, linesOf(cleo, {}, LATER), { channel: 'folder:1' });
  expect(linesOf(ana, FOLDER)).toEqual([]);
});

it('a value that was passed on brings along whose customer its row is', async () => {
  const [ben, old, far] = [newCopy(1), newCopy(2), newCopy(3)];
  ben.write(() => {
    writeAnnotation(ben, NOW, 'contact', 'k', 'of', { source: 'main', customer_key: 'C1' });
    writeAnnotation(ben, NOW, 'contact', 'k', 'person', person('oracle'));
  });
  await mergeLines(old, linesOf(ben, {}, LATER));
  const passedOn = linesOf(old).filter((line) => line.startsWith('["p"'));
  expect(passedOn).toHaveLength(1);
  await mergeLines(far, passedOn, { know: LATER });
  const others = { scope: { kind: 'customers', owners: ['main\u001fC2'], until: null } } as const;
  expect(linesOf(far, others, LATER)).toEqual([]);
});
