import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@shared': resolve(import.meta.dirname, 'src/shared') } },
  test: {
    include: ['tests/{unit,data,exchange}/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
  },
});
