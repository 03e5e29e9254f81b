/** Rows as aligned columns for a terminal; numbers to the right. The first row is the heading. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, String(cell).length);
    });
  return rows
    .map((row) =>
      row
        .map((cell, i) =>
          typeof cell === 'number' || /^-?[\d,]+\.\d+$/.test(String(cell))
            ? String(cell).padStart(widths[i] as number)
            : String(cell).padEnd(widths[i] as number),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
