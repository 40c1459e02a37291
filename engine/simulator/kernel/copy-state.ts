/**
 * A private copy of a simulator's state: plain objects, arrays, typed arrays, numbers, booleans, strings, null.
 * What is one object in the state (a patient in a queue and in a bed) is one object in the copy.
 */
export function copyState(state: unknown): unknown {
  if (typeof state !== 'object' || state === null) return state;
  return copyObject(state, new Map());
}

function copyObject(original: object, copies: Map<object, object>): object {
  const made = copies.get(original);
  if (made !== undefined) return made;
  if (isTypedArray(original)) {
    const copy = original.slice();
    copies.set(original, copy);
    return copy;
  }
  // A spread keeps V8's hidden class, so the copy's accesses stay as fast as the original's.
  const copy = (Array.isArray(original) ? original.slice() : { ...original }) as Record<
    string,
    unknown
  >;
  copies.set(original, copy);
  copyChildren(copy, copies);
  return copy;
}

function copyChildren(copy: Record<string, unknown>, copies: Map<object, object>): void {
  if (Array.isArray(copy)) {
    for (let i = 0; i < copy.length; i++) {
      const child: unknown = copy[i];
      if (typeof child === 'object' && child !== null) copy[i] = copyObject(child, copies);
    }
    return;
  }
  for (const key of Object.keys(copy)) {
    const child = copy[key];
    if (typeof child === 'object' && child !== null) copy[key] = copyObject(child, copies);
  }
}

/** The hardened realm has no ArrayBuffer to ask; no program may use this name for a field. */
function isTypedArray(value: object): value is Float64Array {
  return 'BYTES_PER_ELEMENT' in value;
}

/** Where in the state a NaN stands first ('patients[3].stay'), undefined when nowhere. */
export function findNaN(state: unknown): string | undefined {
  return searchNaN(state, '', new Set());
}

function searchNaN(value: unknown, path: string, seen: Set<object>): string | undefined {
  if (typeof value === 'number') return Number.isNaN(value) ? path : undefined;
  if (typeof value !== 'object' || value === null || seen.has(value)) return undefined;
  seen.add(value);
  if (Array.isArray(value) || isTypedArray(value)) {
    const list = value as ArrayLike<unknown>;
    for (let i = 0; i < list.length; i++) {
      const found = searchNaN(list[i], `${path}[${i}]`, seen);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  for (const [key, child] of Object.entries(value)) {
    const found = searchNaN(child, path === '' ? key : `${path}.${key}`, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}
