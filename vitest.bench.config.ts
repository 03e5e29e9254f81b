import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** `npm run bench`: prints ratios against a limit measured in the same run; no part of the tests. */
export default defineConfig({
  resolve: { alias: { '@shared': resolve(import.meta.dirname, 'src/shared') } },
  test: {
    include: ['tests/bench/**/*.bench.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
    reporters: ['default'],
  },
});
