import { describe, expect, it } from 'vitest';
import { bucketColour } from '../../src/renderer/components/buckets';

/** The overdue buckets that edges make, as the data process names them. */
const keys = (edges: readonly number[]) => [
  ...edges.map((edge, index) => `d${(edges[index - 1] ?? 0) + 1}_${edge}`),
  `d${(edges.at(-1) ?? 0) + 1}_plus`,
];

describe('colours of aging buckets', () => {
  it.each([[[30]], [[15, 45]], [[30, 60, 90]], [[15, 30, 60, 90]], [[7, 14, 30, 60, 90, 180, 365]]])(
    'of the edges %j differ, the last is always the darkest',
    (edges) => {
      const colours = keys(edges).map((key) => bucketColour(key, edges));
      expect(new Set(colours).size).toBe(colours.length);
      expect(colours[0]).toBe('var(--db-bucket-1)');
      expect(colours.at(-1)).toBe('var(--db-bucket-4)');
    },
  );

  it('keep the four plain colours for the standard edges', () => {
    expect(keys([30, 60, 90]).map((key) => bucketColour(key, [30, 60, 90]))).toEqual(
      [1, 2, 3, 4].map((step) => `var(--db-bucket-${step})`),
    );
  });
});
