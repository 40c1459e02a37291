/** Where the forecasts of a check start and how far they reach. */

/** Forecasts of half the held-out stretch, from about eight origins over its first half. */
export function checkPlan(
  cut: number,
  heldOutRows: number,
): { origins: number[]; horizon: number } {
  const horizon = Math.max(1, Math.ceil(heldOutRows / 2));
  const first = cut - 1;
  const last = cut + heldOutRows - 1 - horizon;
  const step = Math.max(1, Math.ceil((last - first) / 8));
  const origins: number[] = [];
  for (let row = first; row <= last; row += step) origins.push(row);
  return { origins, horizon };
}
