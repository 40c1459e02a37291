/** Columns of text under their titles, two spaces apart; numbers (cells that look like one) to the right. */
export function textTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = titles.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  const numeric = titles.map(
    (_, i) => rows.length > 0 && rows.every((row) => isNumber(row[i] ?? '')),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (numeric[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [line(titles), ...rows.map(line)].join('\n');
}

function isNumber(cell: string): boolean {
  return /^-?[\d.,]+(e[+-]?\d+)?( ?%)?$/i.test(cell);
}
