import { keptRate } from '@shared/domain/commitments/kept-rate';
import type { Commitment, WrittenState } from '@shared/domain/model';
import type { CommitmentResult } from '@shared/domain/results';
import { describe, expect, it } from 'vitest';
import { promise } from './rule-books';

type Told = Pick<CommitmentResult, 'state' | 'promisedMinor' | 'paidMinor'> & Partial<CommitmentResult>;

function rates(told: Told[], currency: (i: number) => string = () => 'EUR') {
  const commitments: Commitment[] = told.map((_, i) =>
    promise(`c${i}`, 1, '2026-03-02', '2026-03-10', [], { currency: currency(i) }),
  );
  const results: CommitmentResult[] = told.map((some, i) => ({
    id: `c${i}`,
    waitingForFile: false,
    windowEnd: '2026-03-12',
    stateOn: null,
    written: 'oral',
    paidElsewhereMinor: 0,
    outstandingMinor: 0,
    level: 1,
    pauses: false,
    countsAsBroken: false,
    ...some,
  }));
  return keptRate(commitments, results);
}

const told = (state: Told['state'], promisedMinor: number, paidMinor: number, some: Partial<Told> = {}): Told => ({
  state,
  promisedMinor,
  paidMinor,
  ...some,
});

const O27: Told[] = [
  ...Array.from({ length: 6 }, () => told('kept', 1000, 1000)),
  told('partially_kept', 1000, 500),
  told('partially_kept', 1500, 300),
  told('broken', 2000, 0),
  told('broken', 500, 0),
  told('open', 700, 700),
  told('open', 700, 0),
  told('withdrawn', 900, 0),
];

describe('the kept rate', () => {
  it('O27: 6 of 10 by count, 6,800 of 11,000 by amount', () => {
    const { all, withdrawn } = rates(O27);
    expect([all.kept, all.matured, all.byCount]).toEqual([6, 10, 0.6]);
    expect(all.byAmount).toEqual([{ currency: 'EUR', paidMinor: 6800, promisedMinor: 11_000, ratio: 6800 / 11_000 }]);
    expect(((all.byAmount[0]?.ratio ?? 0) * 100).toFixed(2)).toBe('61.82');
    expect(withdrawn).toBe(1);
  });

  it('is not available where nothing matured', () => {
    const { all } = rates([told('open', 700, 0)]);
    expect(all).toEqual({ kept: 0, matured: 0, byCount: null, byAmount: [] });
  });

  it('stands apart for oral and written promises; a draft is still oral', () => {
    const as = (written: WrittenState) => ({ written });
    const { oral, written, all } = rates([
      told('kept', 100, 100, as('written')),
      told('broken', 100, 0, as('oral')),
      told('kept', 100, 100, as('drafted')),
    ]);
    expect([all.byCount, oral.byCount, written.byCount]).toEqual([2 / 3, 0.5, 1]);
    expect(oral.byAmount[0]?.ratio).toBe(0.5);
  });

  it('leaves out superseded promises but those that count as broken', () => {
    const { all } = rates([
      told('kept', 100, 100),
      told('superseded', 100, 0),
      told('superseded', 100, 20, { countsAsBroken: true }),
    ]);
    expect([all.kept, all.matured, all.byAmount[0]?.ratio]).toEqual([1, 2, 0.6]);
  });

  it('leaves out promises of which credits left nothing', () => {
    expect(rates([told('kept', 0, 0), told('broken', 100, 0)]).all.byCount).toBe(0);
  });

  it('never adds amounts of two currencies', () => {
    const { all } = rates([told('kept', 100, 100), told('broken', 50, 0)], (i) => (i === 0 ? 'USD' : 'EUR'));
    expect(all.byAmount.map(({ currency, ratio }) => [currency, ratio])).toEqual([
      ['EUR', 0],
      ['USD', 1],
    ]);
    expect(all.byCount).toBe(0.5);
  });
});
