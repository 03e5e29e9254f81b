/**
 * Hybrid logical clock of exchanged values: 6 bytes milliseconds, 2 bytes counter, 8 bytes replica id, compared as bytes.
 * Time is an argument. A local edit always gets a clock above the one it replaces, however wrong any machine's time is
 * (rules: exchange).
 */
export interface ClockState {
  /** Milliseconds since 1970, below 2^47. */
  ms: number;
  /** 0…65535. */
  counter: number;
}

const MAX_COUNTER = 0xffff;
/** The next clock for a local write at `now` (ms). Never fails: a full counter carries into the milliseconds. */
export function tick(state: ClockState, now: number): ClockState {
  if (now > state.ms) return { ms: now, counter: 0 };
  return bump(state);
}

/** A clock for an edit of a value whose present clock is `replaced` (null for the first edit): above it and above our own. */
export function tickOver(state: ClockState, now: number, replaced: ClockState | null): ClockState {
  const ours = tick(state, now);
  if (replaced === null || compareClocks(ours, replaced) > 0) return ours;
  return bump(replaced);
}

function bump(state: ClockState): ClockState {
  return state.counter < MAX_COUNTER ? { ms: state.ms, counter: state.counter + 1 } : { ms: state.ms + 1, counter: 0 };
}

/** Below, above or equal to 0 as `a` is before, after or the same as `b`. */
export function compareClocks(a: ClockState, b: ClockState): number {
  return a.ms - b.ms || a.counter - b.counter;
}

/** The 16 bytes stored and exchanged; `replicaId` is 8 bytes. */
export function encodeClock(state: ClockState, replicaId: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(16);
  let ms = state.ms;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  bytes[6] = state.counter >> 8;
  bytes[7] = state.counter & 0xff;
  bytes.set(replicaId, 8);
  return bytes;
}

export function decodeClock(bytes: Uint8Array): ClockState {
  let ms = 0;
  for (let i = 0; i < 6; i++) ms = ms * 256 + (bytes[i] ?? 0);
  return { ms, counter: ((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0) };
}
