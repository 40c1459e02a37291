/**
 * Values that JSON cannot hold, written so that they read back exactly: NaN, infinities, -0, bigints and
 * typed arrays. Checkpoints, results and messages go through here, so that the very same numbers come back.
 *
 * A marked value is an object with the one key MARK: { "$gsim": ["number", "NaN"] }.
 */

const MARK = '$gsim';

/** Levels of nesting; what is deeper is a mistake (a cycle) or an attack. */
const DEPTH_LIMIT = 500;

/** Reading a bigint takes more than linear time. */
const BIGINT_DIGITS = 10_000;

const ODD_NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0', -0],
]);

export const TYPED_ARRAYS = {
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
export type TypedArrayName = keyof typeof TYPED_ARRAYS;
export type TypedArray = InstanceType<(typeof TYPED_ARRAYS)[TypedArrayName]>;

/** Takes typed arrays out of the JSON; gives the number under which `TypedArraySource` finds the array again. */
export type TypedArraySink = (array: TypedArray) => number;
export type TypedArraySource = (name: TypedArrayName, index: number) => TypedArray;

/**
 * `value` as plain JSON. Objects must be plain; undefined properties are left out. Without a `sink` typed arrays
 * become lists. Throws on functions, class instances (Map, Date, ...), symbols, undefined list items, cycles
 * and nesting beyond 500 levels, naming the path.
 */
export function toPlain(value: unknown, sink?: TypedArraySink): unknown {
  return plain(value, { path: [], sink });
}

/** The value that `toPlain` was given. Throws on a mark that it does not know, and on nesting beyond 500 levels. */
export function fromPlain(plain: unknown, source?: TypedArraySource): unknown {
  return unplain(plain, 0, source);
}

/** The shortest text of a number that reads back exactly, -0, NaN and infinities included. */
export function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

interface Writing {
  /** Where in the value it is: grows and shrinks on the way. */
  readonly path: (string | number)[];
  readonly sink: TypedArraySink | undefined;
}

function plain(value: unknown, writing: Writing): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return isJsonNumber(value) ? value : marked('number', numberText(value));
    case 'bigint':
      return plainBigInt(value, writing);
    case 'object':
      return value === null ? null : plainObject(value, writing);
    default:
      throw notStorable(typeof value, writing);
  }
}

function plainBigInt(value: bigint, writing: Writing): unknown {
  const text = String(value);
  if (text.length > BIGINT_DIGITS) throw notStorable(`bigint of ${text.length} digits`, writing);
  return marked('bigint', text);
}

function plainObject(value: object, writing: Writing): unknown {
  if (writing.path.length >= DEPTH_LIMIT) throw notStorable('cycle or deep nesting', writing);
  if (Array.isArray(value)) return Array.from(value, (item, i) => plainItem(i, item, writing));
  const name = typedArrayName(value);
  if (name !== undefined) {
    const array = value as TypedArray;
    return marked(name, writing.sink === undefined ? typedItems(array) : writing.sink(array));
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw notStorable(value.constructor?.name ?? 'object', writing);
  }
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => [key, plainItem(key, item, writing)] as const);
  const result = Object.fromEntries(entries);
  return Object.hasOwn(result, MARK) ? marked('object', entries) : result;
}

function plainItem(key: string | number, item: unknown, writing: Writing): unknown {
  writing.path.push(key);
  const result = plain(item, writing);
  writing.path.pop();
  return result;
}

function notStorable(what: string, { path }: Writing): Error {
  const shown = path.slice(0, 20).map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`));
  return new Error(`not storable: ${what} at $${shown.join('')}${path.length > 20 ? '…' : ''}`);
}

function typedArrayName(value: object): TypedArrayName | undefined {
  if (!ArrayBuffer.isView(value)) return undefined;
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

function unplain(plain: unknown, depth: number, source: TypedArraySource | undefined): unknown {
  if (typeof plain !== 'object' || plain === null) return plain;
  if (depth >= DEPTH_LIMIT) throw new Error(`too deep: more than ${DEPTH_LIMIT} levels`);
  if (Array.isArray(plain)) return plain.map((item) => unplain(item, depth + 1, source));
  const entries = Object.entries(plain);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === MARK) return unmark(first[1], depth, source);
  return fromEntries(entries, depth, source);
}

function unmark(mark: unknown, depth: number, source: TypedArraySource | undefined): unknown {
  const [kind, content] = Array.isArray(mark) ? mark : [];
  if (kind === 'number' && ODD_NUMBERS.has(content)) return ODD_NUMBERS.get(content);
  if (kind === 'bigint') return readBigInt(content);
  if (kind === 'object' && isEntries(content)) return fromEntries(content, depth, source);
  if (typeof kind === 'string' && Object.hasOwn(TYPED_ARRAYS, kind)) {
    if (Array.isArray(content)) return typedArray(kind as TypedArrayName, content);
    if (typeof content === 'number' && source) return source(kind as TypedArrayName, content);
  }
  throw new Error(`unknown mark: ${JSON.stringify(kind)?.slice(0, 40)}`);
}

function fromEntries(
  entries: readonly (readonly [string, unknown])[],
  depth: number,
  source: TypedArraySource | undefined,
): unknown {
  // Object.fromEntries makes own properties: a key '__proto__' is a key like any other.
  return Object.fromEntries(entries.map(([key, item]) => [key, unplain(item, depth + 1, source)]));
}

function isEntries(content: unknown): content is [string, unknown][] {
  return (
    Array.isArray(content) &&
    content.every((entry) => Array.isArray(entry) && typeof entry[0] === 'string')
  );
}

function readBigInt(content: unknown): bigint {
  if (typeof content === 'string' && content.length <= BIGINT_DIGITS && /^-?\d+$/.test(content)) {
    return BigInt(content);
  }
  throw new Error(`not a bigint: ${String(content).slice(0, 40)}`);
}

function typedArray(name: TypedArrayName, items: readonly unknown[]): TypedArray {
  if (name === 'BigInt64Array' || name === 'BigUint64Array') {
    return TYPED_ARRAYS[name].from(items.map(readBigInt));
  }
  return TYPED_ARRAYS[name].from(items.map(Number));
}
