import fc from 'fast-check';

/** One way to spoil a file; every number is taken modulo what there is. */
export type Mutation =
  | { what: 'flip'; at: number; bit: number }
  | { what: 'cut'; at: number }
  | { what: 'drop'; at: number; length: number }
  | { what: 'swapLines'; a: number; b: number }
  | { what: 'repeatLine'; a: number; times: number }
  | { what: 'swapCells'; line: number; a: number; b: number }
  | { what: 'put'; line: number; cell: number; text: string };

/** Cells that have hurt importers elsewhere. */
const NASTY = [
  '',
  '"',
  "'",
  '#N/A',
  '31/02/2026',
  '0202-01-01',
  '99999999999999999999',
  '-',
  '()',
  '1,2,3.4.5',
  '=1+1',
  '\u0000',
  '\uFEFF',
  '__proto__',
  'constructor',
  'Total',
  'NaN',
  '1e308',
  '٣',
  'x'.repeat(5000),
];

const any = fc.nat({ max: 1_000_000 });
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ what: fc.constant('flip' as const), at: any, bit: fc.nat({ max: 7 }) }),
  fc.record({ what: fc.constant('cut' as const), at: any }),
  fc.record({ what: fc.constant('drop' as const), at: any, length: fc.nat({ max: 40 }) }),
  fc.record({ what: fc.constant('swapLines' as const), a: any, b: any }),
  fc.record({ what: fc.constant('repeatLine' as const), a: any, times: fc.nat({ max: 5 }) }),
  fc.record({ what: fc.constant('swapCells' as const), line: any, a: any, b: any }),
  fc.record({ what: fc.constant('put' as const), line: any, cell: any, text: fc.constantFrom(...NASTY) }),
);

/** The bytes with one mutation; lines and cells are those of a text whose letters are single bytes, whatever it is. */
export function mutate(bytes: Uint8Array, mutation: Mutation): Uint8Array {
  if (bytes.length === 0) return bytes;
  switch (mutation.what) {
    case 'flip': {
      const copy = bytes.slice();
      const at = mutation.at % bytes.length;
      copy[at] = (copy[at] as number) ^ (1 << mutation.bit);
      return copy;
    }
    case 'cut':
      return bytes.slice(0, mutation.at % bytes.length);
    case 'drop': {
      const at = mutation.at % bytes.length;
      return new Uint8Array(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + mutation.length)]));
    }
    default:
      return new Uint8Array(Buffer.from(mutateText(Buffer.from(bytes).toString('latin1'), mutation), 'latin1'));
  }
}

function mutateText(text: string, mutation: Exclude<Mutation, { what: 'flip' | 'cut' | 'drop' }>): string {
  const lines = text.split('\n');
  if (mutation.what === 'swapLines') swap(lines, mutation.a, mutation.b);
  else if (mutation.what === 'repeatLine') {
    const at = mutation.a % lines.length;
    lines.splice(at, 0, ...Array.from({ length: mutation.times }, () => lines[at] as string));
  } else {
    const at = mutation.line % lines.length;
    const delimiter = [';', ',', '\t', '|'].find((one) => lines[at]?.includes(one)) ?? ',';
    const cells = (lines[at] as string).split(delimiter);
    if (mutation.what === 'swapCells') swap(cells, mutation.a, mutation.b);
    else cells[mutation.cell % cells.length] = mutation.text;
    lines[at] = cells.join(delimiter);
  }
  return lines.join('\n');
}

function swap(list: string[], a: number, b: number): void {
  const [i, j] = [a % list.length, b % list.length];
  [list[i], list[j]] = [list[j] as string, list[i] as string];
}
