/**
 * Values as text, for the way between a page and the double's main process. What structured clone carries and this
 * does not (Map, Set, Date, ...) is refused: nothing that the studio sends holds any.
 */

const MARK = '$double';
const TYPED = { ArrayBuffer, Uint8Array, Float64Array, Float32Array, Int32Array, Uint32Array };

type Binary = ArrayBuffer | ArrayBufferView<ArrayBuffer>;

export interface Base64 {
  encode(bytes: Uint8Array): string;
  decode(text: string): Uint8Array<ArrayBuffer>;
}

export function toText(value: unknown, base64: Base64): string {
  return JSON.stringify(value, (_key, item: unknown) => marked(item, base64));
}

export function fromText(text: string, base64: Base64): unknown {
  return JSON.parse(text, (_key, item: unknown) => unmarked(item, base64));
}

function marked(item: unknown, base64: Base64): unknown {
  if (item === undefined) return { [MARK]: 'undefined' };
  if (typeof item === 'number' && !Number.isFinite(item)) return { [MARK]: String(item) };
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  if (MARK in item && typeof (item as Record<string, unknown>)[MARK] === 'string') return item;
  if (item instanceof ArrayBuffer || ArrayBuffer.isView(item)) {
    return { [MARK]: typeName(item as Binary), bytes: base64.encode(bytesOf(item as Binary)) };
  }
  const kind = Object.prototype.toString.call(item);
  if (kind === '[object Object]' || kind === '[object Error]') return item;
  throw new Error(`electron double: ${kind} is not carried`);
}

function unmarked(item: unknown, base64: Base64): unknown {
  if (typeof item !== 'object' || item === null || !(MARK in item)) return item;
  const { [MARK]: kind, bytes } = item as { [MARK]: string; bytes?: string };
  if (bytes === undefined) return kind === 'undefined' ? undefined : Number(kind);
  const { buffer } = base64.decode(bytes);
  if (kind === 'ArrayBuffer') return buffer;
  const View = TYPED[kind as 'Uint8Array'];
  return new View(buffer);
}

function typeName(item: Binary): string {
  const name = Object.prototype.toString.call(item).slice(8, -1);
  if (!(name in TYPED)) throw new Error(`electron double: ${name} is not carried`);
  return name;
}

function bytesOf(item: Binary): Uint8Array {
  if (item instanceof ArrayBuffer) return new Uint8Array(item);
  return new Uint8Array(item.buffer, item.byteOffset, item.byteLength);
}
