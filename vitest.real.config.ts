import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Public files that lie beside the checkout; the suite says so and is skipped where they are not there. */
export default defineConfig({
  resolve: { alias: { '@shared': resolve(import.meta.dirname, 'src/shared') } },
  test: { include: ['tests/real/**/*.test.ts'], testTimeout: 300_000 },
});
