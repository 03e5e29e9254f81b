/** What the test runners' reports say in numbers, so that nothing that went wrong is counted as nothing. */
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Counts
 * @property {string} name
 * @property {number} passed
 * @property {number} failed at least 1 when the runner failed, for whatever reason, or ran no test
 * @property {number} skipped
 * @property {string[]} notes failures that are no test's own
 */

/**
 * @param {string} file vitest's JSON report
 * @param {number} code vitest's exit code
 * @returns {Counts}
 */
export function vitestCounts(file, code) {
  const report = read(file);
  /** @type {{name: string, status: string, assertionResults: unknown[]}[]} */
  const files = report?.testResults ?? [];
  // A file that cannot be loaded has no test to fail.
  const broken = files.filter((one) => one.status === 'failed' && one.assertionResults.length === 0);
  return complete('unit', code, {
    passed: report?.numPassedTests ?? 0,
    failed: (report?.numFailedTests ?? 0) + broken.length,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    notes: broken.map((one) => `could not be loaded: ${one.name}`),
  });
}

/**
 * @param {string} file Playwright's JSON report
 * @param {number} code Playwright's exit code
 * @returns {Counts}
 */
export function playwrightCounts(file, code) {
  const report = read(file);
  const stats = report?.stats ?? {};
  return complete('end-to-end', code, {
    passed: stats.expected ?? 0,
    failed: (stats.unexpected ?? 0) + (stats.flaky ?? 0),
    skipped: stats.skipped ?? 0,
    notes: (report?.errors ?? []).map((/** @type {{message?: string}} */ error) => error.message ?? 'unnamed error'),
  });
}

/**
 * @param {string} name
 * @param {number} code
 * @param {Omit<Counts, 'name'>} counts
 * @returns {Counts}
 */
function complete(name, code, counts) {
  const notes = [...counts.notes];
  let failed = counts.failed;
  if (counts.passed + failed === 0) notes.push('no test ran');
  else if (code !== 0 && failed === 0) notes.push(`the runner ended with exit code ${code}`);
  if (failed === 0 && (code !== 0 || counts.passed === 0)) failed = 1;
  return { ...counts, name, failed, notes };
}

/** @param {string} file */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
