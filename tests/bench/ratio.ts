import { expect } from 'vitest';

/** Median milliseconds of `times` runs. */
export function median(times: number, run: () => void): number {
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return taken[Math.floor(times / 2)] as number;
}

/** Prints how many times as long one thing takes as another, and holds it to the limit. */
export function holdRatio(what: string, ours: number, base: number, limit: number): void {
  const ratio = ours / base;
  console.log(
    `${what}: ${ours.toFixed(1)} ms against ${base.toFixed(1)} ms = ${ratio.toFixed(2)} × (limit ${limit} ×)`,
  );
  expect(ratio, what).toBeLessThanOrEqual(limit);
}
