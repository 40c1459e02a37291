/**
 * Values that JSON cannot hold, written so that they read back exactly: NaN, infinities, -0, bigints and
 * typed arrays. Checkpoints and results go through here, so that a resumed run has the very same numbers.
 *
 * A marked value is an object with the one key MARK: { "$gsim": ["number", "NaN"] }.
 */

const MARK = '$gsim';

const TYPED_ARRAYS = {
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8Array,
  BigInt64Array,
  BigUint64Array,
} as const;
type TypedArrayName = keyof typeof TYPED_ARRAYS;

/**
 * `value` as plain JSON. Objects must be plain; undefined properties are left out. Throws on functions,
 * class instances (Map, Date, ...), symbols and undefined list items, naming the path.
 */
export function toPlain(value: unknown, path = '$'): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return isJsonNumber(value) ? value : marked('number', numberText(value));
    case 'bigint':
      return marked('bigint', String(value));
    case 'object':
      return value === null ? null : plainObject(value, path);
    default:
      throw new Error(`not storable: ${typeof value} at ${path}`);
  }
}

/** The value that `toPlain` was given. Throws on a mark that it does not know. */
export function fromPlain(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(fromPlain);
  if (typeof plain !== 'object' || plain === null) return plain;
  const entries = Object.entries(plain);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === MARK) return unmark(first[1]);
  return Object.fromEntries(entries.map(([key, item]) => [key, fromPlain(item)]));
}

/** The shortest text of a number that reads back exactly, -0, NaN and infinities included. */
export function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function plainObject(value: object, path: string): unknown {
  if (Array.isArray(value)) return value.map((item, i) => toPlain(item, `${path}[${i}]`));
  const name = typedArrayName(value);
  if (name !== undefined) return marked(name, typedItems(value as ArrayLike<number | bigint>));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new Error(`not storable: ${value.constructor?.name ?? 'object'} at ${path}`);
  }
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => [key, toPlain(item, `${path}.${key}`)] as const);
  const plain = Object.fromEntries(entries);
  return Object.hasOwn(plain, MARK) ? marked('object', entries) : plain;
}

function typedArrayName(value: object): TypedArrayName | undefined {
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  return Object.hasOwn(TYPED_ARRAYS, tag) ? (tag as TypedArrayName) : undefined;
}

function typedItems(array: ArrayLike<number | bigint>): unknown[] {
  return Array.from(array, (item) => {
    if (typeof item === 'bigint') return String(item);
    return isJsonNumber(item) ? item : numberText(item);
  });
}

function isJsonNumber(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

function marked(kind: string, content: unknown): unknown {
  return { [MARK]: [kind, content] };
}

function unmark(mark: unknown): unknown {
  const [kind, content] = Array.isArray(mark) ? mark : [];
  if (kind === 'number' && typeof content === 'string') return Number(content);
  if (kind === 'bigint' && typeof content === 'string') return BigInt(content);
  if (kind === 'object' && Array.isArray(content)) {
    return Object.fromEntries(content.map(([key, item]) => [key, fromPlain(item)]));
  }
  if (typeof kind === 'string' && Object.hasOwn(TYPED_ARRAYS, kind) && Array.isArray(content)) {
    return typedArray(kind as TypedArrayName, content);
  }
  throw new Error(`unknown mark: ${JSON.stringify(kind)}`);
}

function typedArray(name: TypedArrayName, items: readonly unknown[]): unknown {
  if (name === 'BigInt64Array' || name === 'BigUint64Array') {
    return TYPED_ARRAYS[name].from(items.map((item) => BigInt(String(item))));
  }
  return TYPED_ARRAYS[name].from(items.map(Number));
}
