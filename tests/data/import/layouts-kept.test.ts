import { describe, expect, it } from 'vitest';
import {
  exportLayouts,
  forgetLayout,
  importLayouts,
  listLayouts,
  saveLayout,
} from '../../../src/main/data/import/layouts';
import { importBench } from './helpers';

const b = importBench();
const LIST = 'Kunde;Beleg;Betrag;Ref\nC1;1;10,00;X';
const take = () =>
  b.take(LIST, { kind: 'invoices', map: { customer_key: 'Kunde', item_number: 'Beleg', amount: 'Betrag' } });
const only = () => {
  const [row] = listLayouts(b.db);
  if (!row) throw new Error('no layout');
  return row;
};

describe('layouts that are remembered', () => {
  it('are listed with their columns, what they are taken for, and their last use', () => {
    take();
    expect(only()).toMatchObject({
      name: 'list.csv',
      headers: ['Kunde', 'Beleg', 'Betrag', 'Ref'],
      kind: 'invoices',
      map: { customer_key: 'Kunde', item_number: 'Beleg', amount: 'Betrag' },
      dates: null,
      currency: null,
      usedAt: expect.stringMatching(/^2026-11-20T/),
    });
  });

  it('can be corrected: the next file is taken as was said', () => {
    take();
    const { layout, map } = only();
    saveLayout(b.db, {
      layout,
      name: 'Monthly list',
      kind: 'invoices',
      map: { ...map, po_number: 'Ref' },
      dates: 'dmy',
      currency: 'CHF',
    });
    expect(only()).toMatchObject({ name: 'Monthly list', dates: 'dmy', currency: 'CHF' });
    b.take('Kunde;Beleg;Betrag;Ref\nC1;2;10,00;PO-7');
    expect(b.db.get("SELECT po_number, currency FROM item WHERE number = '2'")).toEqual({
      po_number: 'PO-7',
      currency: 'CHF',
    });
    expect(only().name).toBe('Monthly list');
  });

  it('never name a column that their files do not have', () => {
    take();
    const { layout, map } = only();
    const before = b.dump(['import_mapping']);
    expect(() =>
      saveLayout(b.db, {
        layout,
        name: '',
        kind: 'invoices',
        map: { ...map, tags: 'Tags' },
        dates: null,
        currency: null,
      }),
    ).toThrow('Files of this layout have no column "Tags". Nothing was changed; choose one of theirs.');
    expect(b.dump(['import_mapping'])).toBe(before);
  });

  it('can be forgotten, once', () => {
    take();
    const { layout } = only();
    forgetLayout(b.db, layout);
    expect(listLayouts(b.db)).toEqual([]);
    expect(() => forgetLayout(b.db, layout)).toThrow('That layout is not remembered any more. Nothing was changed.');
    expect(() => exportLayouts(b.db)).toThrow('No layout is remembered yet.');
  });

  it('go to another copy as a file, and come back the same', () => {
    take();
    const before = listLayouts(b.db);
    const { fileName, content } = exportLayouts(b.db);
    expect(fileName).toBe('duebook-layouts.json');
    forgetLayout(b.db, only().layout);
    const now = Date.parse(before[0]?.usedAt ?? '');
    expect(importLayouts(b.db, content, now)).toEqual({ added: 1, replaced: 0 });
    expect(importLayouts(b.db, content, now)).toEqual({ added: 0, replaced: 1 });
    expect(listLayouts(b.db)).toEqual(before);
  });

  it.each([
    ['no JSON', () => 'Kunde;Beleg', 'it is not JSON'],
    ['another JSON file', () => '{"rows":[]}', 'This is no file of layouts.'],
    ['a file of a newer version', (text: string) => text.replace('"version": 1', '"version": 2'), 'of a newer Duebook'],
    [
      'a field nobody knows',
      (text: string) => text.replace('"amount"', '"shoe_size"'),
      'damaged at layouts.0.maps.invoices',
    ],
    ['a key of other columns', (text: string) => text.replace('"Ref"', '"Other"'), 'do not belong together'],
    [
      'one layout twice',
      (text: string) => {
        const file = JSON.parse(text) as { layouts: object[] };
        return JSON.stringify({ ...file, layouts: [...file.layouts, ...file.layouts] });
      },
      'a layout stands in it twice',
    ],
  ])('are not taken from %s, and nothing changes', (_, spoil, message) => {
    take();
    const { content } = exportLayouts(b.db);
    const before = b.dump();
    expect(() => importLayouts(b.db, spoil(content), 0)).toThrow(message);
    expect(b.dump()).toBe(before);
  });
});
