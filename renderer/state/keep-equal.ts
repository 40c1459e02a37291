/**
 * `next`, with every part that says the same as in `before` taken from `before`: each state of a topic arrives as
 * a new tree, and components whose part stayed the same need not be drawn again. Plain JSON values only.
 */
export function keepEqual<T>(before: unknown, next: T): T {
  if (Object.is(before, next)) return next;
  if (Array.isArray(next)) return Array.isArray(before) ? keepItems(before, next) : next;
  if (isRecord(next)) return isRecord(before) ? keepFields(before, next) : next;
  return next;
}

function keepItems<T>(before: readonly unknown[], next: T & readonly unknown[]): T {
  const kept = next.map((item, i) => keepEqual(before[i], item));
  const same = before.length === kept.length && kept.every((item, i) => Object.is(item, before[i]));
  return (same ? before : kept) as T;
}

function keepFields<T>(before: Record<string, unknown>, next: T & Record<string, unknown>): T {
  const entries = Object.entries(next).map(([key, v]) => [key, keepEqual(before[key], v)] as const);
  const same =
    entries.length === Object.keys(before).length &&
    entries.every(([key, v]) => key in before && Object.is(v, before[key]));
  return (same ? before : Object.fromEntries(entries)) as T;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
