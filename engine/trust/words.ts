/** Numbers and lists as they stand in sentences. */

/** Whole from 100 on, else with three digits. */
export function amount(value: number): string {
  return String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}

export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** The least whole percentage that is no smaller, and the greatest that is no larger: figures that have to be reached. */
export function atLeast(share: number): string {
  return `${Math.ceil(100 * share - 1e-9)} %`;
}

export function atMost(share: number): string {
  return `${Math.floor(100 * share + 1e-9)} %`;
}

/** 'a', 'a and b', 'a, b and c'. */
export function listed(items: readonly string[]): string {
  if (items.length <= 1) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
