/** Chances are never called sure: fewer runs than it takes to tell have seen otherwise. */
export function percent(share: number): string {
  if (Number.isNaN(share)) return 'unknown';
  const rounded = Math.round(100 * share);
  if (rounded === 0 && share > 0) return '<1 %';
  if (rounded === 100 && share < 1) return '>99 %';
  return `${rounded} %`;
}
