import type { PayerType } from '@shared/domain/model';
import type { Rng } from './rng';

/** How a customer behaves; the score is never set, it comes out of the payments this makes. */
export type Behaviour = 'prompt' | 'slow' | 'late' | 'stuck' | 'fresh' | 'slipping';

interface Profile {
  share: number;
  /** Days late: where a customer's own mean lies, and how far single payments stray from it. */
  mean: readonly [from: number, to: number];
  spread: number;
  /** Share of invoices paid in two parts. */
  parts: number;
  /** Calendar days past due before the first contact. */
  patience: readonly [from: number, to: number];
  /** What becomes of a promise. */
  keeps: { kept: number; partly: number; broken: number };
  payers: Partial<Record<PayerType | 'none', number>>;
}

export const PROFILES: Readonly<Record<Behaviour, Profile>> = {
  prompt: {
    share: 43,
    mean: [-6, 9],
    spread: 5,
    parts: 0.02,
    patience: [5, 10],
    keeps: { kept: 90, partly: 4, broken: 6 },
    payers: { good: 35, automatic: 25, administrative: 12, none: 28 },
  },
  slow: {
    share: 28,
    mean: [20, 36],
    spread: 9,
    parts: 0.06,
    patience: [6, 14],
    keeps: { kept: 74, partly: 10, broken: 16 },
    payers: { negligent: 36, administrative: 28, dispute: 10, automatic: 5, none: 21 },
  },
  late: {
    share: 14,
    mean: [54, 78],
    spread: 15,
    parts: 0.12,
    patience: [6, 14],
    keeps: { kept: 50, partly: 18, broken: 32 },
    payers: { bad: 26, administrative: 24, negligent: 20, dispute: 20, insolvent: 10 },
  },
  stuck: {
    share: 6,
    mean: [112, 150],
    spread: 22,
    parts: 0.2,
    patience: [8, 16],
    keeps: { kept: 30, partly: 22, broken: 48 },
    payers: { insolvent: 45, bad: 40, dispute: 15 },
  },
  fresh: {
    share: 7,
    mean: [60, 90],
    spread: 0,
    parts: 0,
    patience: [4, 9],
    keeps: { kept: 60, partly: 10, broken: 30 },
    payers: { none: 1 },
  },
  slipping: {
    share: 3,
    mean: [-3, 1],
    spread: 4,
    parts: 0.05,
    patience: [8, 14],
    keeps: { kept: 45, partly: 20, broken: 35 },
    payers: { negligent: 40, insolvent: 30, none: 30 },
  },
};

/** Mean days late of a slipping customer's items once it slips, and since how many days before today. */
export const SLIP = { mean: [60, 74], spread: 9, days: 385 } as const;

/** One behaviour a customer, in shares that hold for every seed. */
export function dealBehaviours(rng: Rng, count: number): Behaviour[] {
  const shares = Object.fromEntries(Object.entries(PROFILES).map(([name, { share }]) => [name, share]));
  return rng.deal(count, shares as Record<Behaviour, number>);
}

/** Payer types by behaviour, dealt so that all of them occur. */
export function dealPayers(rng: Rng, behaviours: readonly Behaviour[]): (PayerType | null)[] {
  const payers: (PayerType | null)[] = behaviours.map(() => null);
  for (const behaviour of Object.keys(PROFILES) as Behaviour[]) {
    const places = behaviours.flatMap((b, i) => (b === behaviour ? [i] : []));
    const deck = rng.deal(places.length, PROFILES[behaviour].payers);
    places.forEach((place, i) => {
      const card = deck[i] ?? 'none';
      payers[place] = card === 'none' ? null : card;
    });
  }
  return payers;
}
