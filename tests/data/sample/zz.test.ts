import { test } from 'vitest';
import { newDatabase } from '../support/database';
import { loadSample } from '../../../src/main/data/sample/load';
import { nextListCsv } from '../../../src/main/data/sample/next-list';
import { generateSample, SAMPLE_SEED } from '../../../src/main/data/sample/generate';
import { openDesk } from '../../../src/main/data/desk/desk';
import { dayOf } from '../../../src/main/data/desk/day';
import { agendaView } from '../../../src/main/data/agenda/queries';
import { commitImport } from '../../../src/main/data/import';
import { uuidv7 } from 'uuidv7';
test('x', () => {
  const db = newDatabase();
  const today = '2026-11-23';
  let t = performance.now();
  generateSample(SAMPLE_SEED, today);
  console.log('generate', performance.now() - t); t = performance.now();
  loadSample(db, today, { now: Date.parse('2026-11-23T08:00:00Z'), newId: uuidv7 });
  console.log('load', performance.now() - t); t = performance.now();
  for (const b of db.all('SELECT kind, list_date, report FROM import_batch') as any[]) { const r = JSON.parse(b.report); console.log(b.kind, b.list_date, r.rows, r.created, r.updated, r.unchanged, r.repeated, r.leftOut, r.rejected, 'settled', r.settled, 'returned', r.returned, JSON.stringify(r.rejects?.slice(0,3)), JSON.stringify(r.warnings)); }
  const desk = openDesk(db);
  const day = dayOf(desk, today);
  const count = (m: Record<string, number>, k: string) => { m[k] = (m[k] ?? 0) + 1; };
  const scores = {}, states = {}, waiting = {}, lately = {}, written = {};
  let bad = 0; const s = generateSample(SAMPLE_SEED, today);
  const byKey = new Map(s.items.map(i => [i.number, i]));
  for (const book of desk.books.values()) {
    const d = day.of(book);
    count(scores, d.score.score + (d.score.newOverdue ? ' overdue' : ''));
    if (d.score.lately && d.score.lately.score !== d.score.score) count(lately, d.score.score + ', lately ' + d.score.lately.score);
    for (const c of d.commitments) { count(states, c.state); if (c.waitingForFile) count(waiting, c.state); count(written, c.state + ' ' + c.written); }
    for (const i of book.items) { const o = i.settlements.reduce((a, x) => a - x.minor, i.amountMinor); const w = byKey.get(i.number)!; const e = w.amountMinor - w.payments.reduce((a, p) => a + p.minor, 0); if (o !== e) { bad++; if (bad < 5) console.log('BAD', i.number, o, e, i.settlements, w.payments); } }
  }
  console.log(scores, states, waiting, lately, written, 'bad', bad);
  console.log('desk', performance.now() - t); t = performance.now();
  const me = db.value<string>("SELECT value FROM local_state WHERE name='me'")!;
  const view = agendaView(db, { asOf: today, userId: me, limit: 'all', localTime: '10:00' } as any);
  for (const e of view.entries) console.log(e.rank, e.key, e.name, e.score.score, e.points, e.pin?.kind ?? '', e.whileAway ? 'away' : '', '|', e.reasons[0]?.text, '|', e.next.text);
  const nl = {}; for (const n of view.notListed) count(nl, n.reason.code); console.log(nl, JSON.stringify(view.strip), view.overdueWithoutNextDate, view.listAgeDays, JSON.stringify(view.amountA));
  console.log(view.notListed.map(n => n.reason.text).slice(0, 80).join('\n'));
  const next = nextListCsv(db, today);
  const r = commitImport(db, { name: next.fileName, bytes: new TextEncoder().encode(next.csv) }, { kind: 'open-items', complete: true, listDate: next.listDate }, { now: Date.parse('2026-11-27T20:00:00Z'), asOf: next.listDate, userId: me, newId: uuidv7 });
  console.log(next.fileName, r.rows, r.created, r.updated, r.unchanged, 'settled', r.settled, r.rejected, r.warnings);
  const s2 = {}; const day2 = dayOf(openDesk(db), next.listDate);
  for (const book of openDesk(db).books.values()) for (const c of day2.of(book).commitments) { count(s2, c.state + (c.waitingForFile ? ' waiting' : '')); }
  console.log(s2);
});
