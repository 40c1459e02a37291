/** What a value that is set must keep to. */
export interface Range {
  readonly default: number;
  readonly low: number;
  readonly high: number;
  readonly integer: boolean;
}

/** NaN: the default. */
export function allowed(value: number, { default: fallback, low, high, integer }: Range): number {
  if (Number.isNaN(value)) return fallback;
  const inside = Math.min(high, Math.max(low, value));
  return integer ? Math.round(inside) : inside;
}
