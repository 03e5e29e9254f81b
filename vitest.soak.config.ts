import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** `npm run soak`: proofs that take too long for every change; no part of the tests. */
export default defineConfig({
  resolve: { alias: { '@shared': resolve(import.meta.dirname, 'src/shared') } },
  test: {
    include: ['tests/soak/**/*.soak.ts'],
    testTimeout: 7_200_000,
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
});
