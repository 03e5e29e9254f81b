const APOSTROPHE = 39;
/** What makes a spreadsheet run the text of a CSV cell, also behind blanks and in full width; and what the mark itself looks like. */
const RUNS = /^'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

/**
 * The text of a CSV cell with an apostrophe before it where a spreadsheet would run it as a formula (`=`, `+`, `-`, `@`, tab, line break at its
 * start). Phone numbers too: `+49-30-1234` would be worked out as well. `unguarded` of an import takes it off again, exactly.
 */
export function guarded(text: string): string {
  return RUNS.test(text) ? `'${text}` : text;
}

/** What `guarded` made of it, also by another program, as it was. */
export function unguarded(text: string): string {
  return text.charCodeAt(0) === APOSTROPHE && RUNS.test(text) ? text.slice(1) : text;
}
