/** Failures a person can act on: what went wrong, and what to do about it. Printed without a stack. */

export class SetupFailure extends Error {
  /**
   * @param {string} what what failed, one sentence
   * @param {{todo?: string, detail?: string}} [more] what to do, and the failed tool's own last words
   */
  constructor(what, { todo = '', detail = '' } = {}) {
    super(what);
    this.todo = todo;
    this.detail = detail;
  }
}

/**
 * Prints a failure on stderr. A SetupFailure gets its advice, anything else its stack, since that is a bug.
 * @param {unknown} error
 */
export function printFailure(error) {
  if (!(error instanceof SetupFailure)) {
    console.error(error);
    return;
  }
  console.error(`\nFailed: ${error.message}`);
  if (error.detail) console.error(error.detail.replace(/^/gm, '  | '));
  if (error.todo) console.error(`What to do: ${error.todo}`);
}
