import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClockState, decodeClock, encodeClock, tick, tickOver } from '../../../src/shared/exchange/clock';

const SEED = 20261121;
const state = fc.record({ ms: fc.nat({ max: 2 ** 46 }), counter: fc.nat({ max: 0xffff }) });
const replica = fc.uint8Array({ minLength: 8, maxLength: 8 });
const bytes = (clock: ClockState, id: Uint8Array) => Buffer.from(encodeClock(clock, id));

describe('the clock of exchanged values', () => {
  it('rises strictly with every write, whatever the machine says the time is', () => {
    fc.assert(
      fc.property(state, fc.array(fc.nat({ max: 2 ** 46 }), { size: 'max', maxLength: 200 }), (start, times) => {
        let clock = start;
        for (const now of times) {
          const next = tick(clock, now);
          expect(next.ms > clock.ms || (next.ms === clock.ms && next.counter > clock.counter)).toBe(true);
          clock = next;
        }
      }),
      { seed: SEED },
    );
  });

  it('puts a local edit above the value it replaces, also one stamped years ahead', () => {
    fc.assert(
      fc.property(state, fc.nat({ max: 2 ** 46 }), state, (own, now, replaced) => {
        const edit = tickOver(own, now, replaced);
        const zero = new Uint8Array(8);
        expect(Buffer.compare(bytes(edit, zero), bytes(replaced, new Uint8Array(8).fill(255)))).toBe(1);
      }),
      { seed: SEED },
    );
  });

  it('carries a full counter into the milliseconds instead of failing', () => {
    expect(tick({ ms: 5, counter: 0xffff }, 0)).toEqual({ ms: 6, counter: 0 });
  });

  it('compares as bytes in time order and reads back what was written', () => {
    fc.assert(
      fc.property(state, state, replica, (a, b, id) => {
        expect(decodeClock(encodeClock(a, id))).toEqual(a);
        expect(Math.sign(Buffer.compare(bytes(a, id), bytes(b, id)))).toBe(
          Math.sign(a.ms - b.ms || a.counter - b.counter),
        );
      }),
      { seed: SEED },
    );
  });
});
