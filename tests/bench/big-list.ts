import { closeSync, openSync, writeSync } from 'node:fs';

/** Writes an open-items list of so many rows over 20,000 customers, in no order of theirs; `day` 1 is the next day's: 1 % gone, 1 % new, 1 % paid in part. */
export function writeBigList(path: string, rows: number, day: 0 | 1 = 0): void {
  const fd = openSync(path, 'w');
  let text = 'Customer No,Customer Name,Invoice No,Type,Invoice Date,Due Date,Currency,Amount,Open Amount,PO Number\n';
  let state = 42;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  // The next day's list has as many rows again: what is gone at the start has its like behind the end.
  for (let i = 0, kept = 0; kept < rows; i++) {
    const customer = next(20_000);
    const issued = next(300);
    const amount = 1000 + next(900_000);
    const po = next(1_000_000);
    if (day === 1 && i < rows && i % 100 === 7) continue;
    kept++;
    const open = day === 1 && i % 100 === 9 ? amount - 100 : amount;
    text += `C${String(customer).padStart(6, '0')},Customer ${customer} GmbH,INV-${String(i).padStart(8, '0')},Invoice,${date(issued)},${date(issued + 30)},EUR,${units(amount)},${units(open)},PO${po}\n`;
    if (text.length > 1_000_000) {
      writeSync(fd, text);
      text = '';
    }
  }
  writeSync(fd, text);
  closeSync(fd);
}

const date = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
const units = (minor: number) => (minor / 100).toFixed(2);
