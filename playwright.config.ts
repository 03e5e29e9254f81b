import { defineConfig } from '@playwright/test';

/** End-to-end tests in the real Electron, named by DUEBOOK_ELECTRON (set by scripts/test.mjs). */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'out/test/playwright',
  // One app at a time: they share one display, and so one keyboard focus and one clipboard.
  workers: 1,
  retries: 0,
  timeout: 120_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'out/test/e2e.json' }]],
  use: { trace: 'off', screenshot: 'only-on-failure' },
});
