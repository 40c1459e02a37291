/** The one of `known` that needs the fewest changes of letters (Levenshtein 1966), if it is near; capitals count alike. */
export function nearestOf(text: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((one) => ({ one, changes: changesBetween(text.toLowerCase(), one.toLowerCase()) }))
    .filter(({ one, changes }) => changes <= Math.max(2, 0.4 * one.length))
    .sort((a, b) => a.changes - b.changes);
  return best?.one;
}

function changesBetween(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(swap, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    before = row;
  }
  return before[b.length] ?? 0;
}
