import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '@shared/contract/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ImportFile, readImportFile } from '../../../src/main/data/import';
import { type Row, readTable, type Table } from '../../../src/main/data/import/rows';
import { understand } from '../../../src/main/data/import/understand/understanding';
import { importBench } from './helpers';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'duebook-pieces-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return readImportFile(path);
};

/** What a table says when it is read in pieces of so many bytes. */
function readIn(file: ImportFile, piece: number): { rows: Row[]; flaws: Table['flaws'] } {
  const table = readTable(file, {}, undefined, piece);
  try {
    return { rows: [...table.rows()], flaws: { ...table.flaws } };
  } finally {
    table.close();
  }
}

const NASTY = [
  'sep=;',
  'Kunde;Name;"Beleg ""Nr""";Betrag',
  '"10001";"Müller & Söhne\r\nGmbH";"RE ""7""";1,00',
  '10002;"a;b";;"2,00"',
  '',
  '"10003" ;Łódź 😀 ;"";3,00',
  '10004;"x" y;RE;4,00',
  '"10005";"\r\n";"""";5,00',
  '10006;last;RE;6,00',
].join('\r\n');

describe('a file is read the same in pieces of any size', () => {
  it.each([
    ['utf-8', (text: string) => Buffer.from(text)],
    ['utf-8 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['utf-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['line feeds alone', (text: string) => Buffer.from(text.replaceAll('\r\n', '\n'))],
    ['carriage returns alone', (text: string) => Buffer.from(text.replaceAll('\r\n', '\r'))],
    ['windows-1252', (text: string) => Buffer.from(text.replace(/[^\0-\xff]/g, '?'), 'latin1')],
    [
      'lines in both',
      (text: string) => Buffer.concat([Buffer.from(text), Buffer.from('\r\n10007;Gr\xf6\xdfe;RE;1', 'latin1')]),
    ],
    ['a quote never closed', (text: string) => Buffer.from(`${text}\r\n10007;"open;RE;7,00\r\n10008;x;RE;8,00`)],
  ])('%s', (_what, bytes) => {
    for (const content of [bytes(NASTY), bytes(`${NASTY}\r\n`), bytes(`${NASTY}\r\n\r\n`)]) {
      const file = written('cut.csv', content);
      const whole = readIn(file, 1_000_000);
      expect(whole.rows.length).toBeGreaterThan(6);
      for (let piece = 1; piece < content.length; piece++)
        expect(readIn(file, piece), `pieces of ${piece}`).toEqual(whole);
    }
  });

  it('rows know their lines through 25,000 rows that cross many borders', () => {
    const rows = Array.from({ length: 25_000 }, (_, i) =>
      i % 7 === 0 ? `C${i};"Größe\r\n${i} 😀";${i},50` : `C${i};"Name; ""${i}""";${i},50`,
    );
    const content = Buffer.from(`Kunde;Name;Betrag\r\n${rows.join('\r\n')}\r\n`);
    const { rows: read, flaws } = readIn(written('long.csv', content), 4099);
    expect(flaws).toEqual({ openQuote: null, damaged: null, mixedLines: 0 });
    expect(read).toHaveLength(25_001);
    let line = 2;
    read.slice(1).forEach((row, i) => {
      expect(row.line).toBe(line);
      expect(row.cells).toEqual(
        i % 7 === 0 ? [`C${i}`, `Größe\r\n${i} 😀`, `${i},50`] : [`C${i}`, `Name; "${i}"`, `${i},50`],
      );
      line += i % 7 === 0 ? 2 : 1;
    });
  });
});

describe('what is endless is refused in little memory', () => {
  const refusal = (content: string) => {
    try {
      readTable(written('endless.csv', content)).close();
    } catch (error) {
      return error as Refusal;
    }
    throw new Error('was not refused');
  };

  it('one line without an end', () => {
    const found = refusal(`Customer No,Invoice No,Amount\nC,1,${'9'.repeat(6_000_000)}`);
    expect(found).toBeInstanceOf(Refusal);
    expect(found.message).toMatch(/^Line 2 of endless.csv is longer than 5 million characters.*Nothing was changed/);
  });

  it('a quote that is not closed within millions of characters', () => {
    const found = refusal(`Customer No,Invoice No,Amount\nC,1,5\nC,"2,5\n${'C,3,5\n'.repeat(1_000_000)}`);
    expect(found.code).toBe('bad_input');
    expect(found.message).toMatch(/begins in line 3 has no end .* never closed\. Nothing was changed/);
  });
});

describe('evidence is taken from the whole of a column', () => {
  const b = importBench();
  const list = (last: string, day = '03/04/2026', amount = '1.234') => {
    const rows = Array.from({ length: 6000 }, (_, i) => `C${i % 50};R${i};${day};${amount}`);
    return `Customer No;Invoice No;Due Date;Amount\n${rows.join('\n')}\n${last}`;
  };

  it('the last row of six thousand decides the order of all dates', () => {
    expect(b.look(list('C1;last;04/05/2026;5')).blocked?.code).toBe('dates_ambiguous');
    b.take(list('C1;last;04/25/2026;5'));
    expect(b.db.value("SELECT due_on FROM item WHERE number = 'R0'")).toBe('2026-03-04');
  });

  it('the last row contradicts the first', () => {
    expect(b.look(list('C1;last;04/25/2026;5', '25/04/2026')).blocked?.message).toMatch(/day first beside/);
  });

  it('the last row decides the decimal mark', () => {
    expect(b.look(list('C1;last;2026-04-25;5', '2026-04-03')).report.sums).toMatchObject([
      { accepted: 6000 * 123_400 + 500 },
    ]);
    const table = readTable(written('decimal.csv', list('C1;last;2026-04-25;5.50', '2026-04-03')));
    expect(understand(table, 'decimal.csv', {}, () => null).decimal).toBe('.');
    table.close();
  });

  it('an amount without a currency in six thousand rows is asked about, one at the end is not', () => {
    b.db.write(() => b.db.run('DELETE FROM setting'));
    expect(b.look(list('C1;last;2026-04-25;5', '2026-04-03')).blocked?.code).toBe('currency_unknown');
    expect(b.look(list('C1;last;2026-04-25;5 EUR', '2026-04-03')).blocked).toBeNull();
  });
});

describe('what somebody says about reading wins over what is found', () => {
  const b = importBench();
  const amounts = (text: string | Uint8Array, options: object) => {
    const table = readTable(written('said.csv', text), options);
    try {
      return {
        rows: [...table.rows()].map((row) => row.cells),
        read: understand(table, 'said.csv', options, () => null),
      };
    } finally {
      table.close();
    }
  };

  it('the encoding', () => {
    const bytes = Buffer.from('Kunde;Betrag\nM\xfcller;5', 'latin1');
    expect(amounts(bytes, {}).rows[1]).toEqual(['Müller', '5']);
    expect(amounts(bytes, { encoding: 'utf-8' }).rows[1]).toEqual(['M\ufffdller', '5']);
    expect(amounts(Buffer.from('Kunde;Betrag\nMüller;5'), { encoding: 'windows-1252' }).rows[1]).toEqual([
      'MÃ¼ller',
      '5',
    ]);
    const wide = Buffer.from('Kunde;Betrag\nMüller;5', 'utf16le');
    expect(amounts(wide, { encoding: 'utf-16le' }).rows[1]).toEqual(['Müller', '5']);
    expect(amounts(wide.swap16(), { encoding: 'utf-16be' }).rows[1]).toEqual(['Müller', '5']);
  });

  it('the delimiter', () => {
    const text = 'a;b,c;d\n1;2,3;4\n';
    expect(amounts(text, {}).rows[1]).toEqual(['1', '2,3', '4']);
    expect(amounts(text, { delimiter: ',' }).rows[1]).toEqual(['1;2', '3;4']);
  });

  it('the line of the column names', () => {
    const text = 'Customer No;Invoice No;Amount\nKunde;Beleg;Offen\nC1;1;5,00\n';
    expect(b.look(text).report.file.headerRow).toBe(1);
    const said = b.look(text, { headerRow: 2, map: { customer_key: 'Kunde', item_number: 'Beleg', amount: 'Offen' } });
    expect(said.report).toMatchObject({ rows: 1, created: 1, file: { headerRow: 2 } });
    expect(b.look(text, { headerRow: 9 }).blocked?.message).toMatch(/no row that begins in line 9/);
  });

  it('the decimal mark', () => {
    const text = 'Customer No;Invoice No;Amount\nC1;1;1.234\nC1;2;5.50\n';
    expect(b.look(text).report).toMatchObject({ rejected: 1, file: { decimal: '.' } });
    const said = b.look(text, { decimal: ',' }).report;
    expect(said).toMatchObject({ created: 1, rejected: 1, file: { decimal: ',' }, sums: [{ accepted: 123_400 }] });
  });
});
