/**
 * One message as bytes. All integers are 32-bit little-endian, everything starts at a multiple of 8 bytes:
 *
 *   magic 'GSIM', version, bytes of JSON, number of attachments
 *   bytes of each attachment
 *   JSON, as `toPlain` makes it (base/plain.ts): NaN, infinities, -0 and bigints survive
 *   the attachments: typed arrays of the value, in the order in which the JSON names them
 */
import {
  fromPlain,
  TYPED_ARRAYS,
  type TypedArray,
  type TypedArrayName,
  toPlain,
} from '../../base/plain.ts';
import { FRAME_LIMIT } from './envelope.ts';
import { ContractError } from './error.ts';

const MAGIC = 0x4d495347;
const VERSION = 1;
const HEADER_BYTES = 16;

/**
 * Values (numbers, texts, lists, ...) in one message, typed arrays counting as one. A value takes up to a
 * hundred times more memory than its JSON: without a limit a full frame could take gigabytes.
 */
export const VALUE_LIMIT = 2_000_000;

/**
 * The frame is new and owns its buffer. Throws ContractError 'too-large' above FRAME_LIMIT or VALUE_LIMIT, and
 * what `toPlain` throws on a value that no message can carry.
 */
export function encodeFrame(message: unknown): Uint8Array<ArrayBuffer> {
  const attachments: TypedArray[] = [];
  let attached = 0;
  const plain = toPlain(message, (array) => {
    attached += padded(array.byteLength);
    if (attached > FRAME_LIMIT) throw tooLarge(attached);
    return attachments.push(array) - 1;
  });
  const json = new TextEncoder().encode(JSON.stringify(plain));
  countValues(json);
  const layout = layOut(
    json.length,
    attachments.map((array) => array.byteLength),
  );
  const frame = new Uint8Array(layout.end);
  const words = new Uint32Array(frame.buffer, 0, layout.json / 4);
  words.set([MAGIC, VERSION, json.length, attachments.length]);
  frame.set(json, layout.json);
  for (const [i, array] of attachments.entries()) {
    words[HEADER_BYTES / 4 + i] = array.byteLength;
    frame.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), layout.starts[i]);
  }
  return frame;
}

/**
 * The message. Its typed arrays are views of the frame, which must not be used afterwards. Throws ContractError
 * 'malformed' or 'too-large'; takes memory in proportion to the frame, whatever its header claims.
 */
export function decodeFrame(frame: Uint8Array): unknown {
  if (frame.byteLength > FRAME_LIMIT) throw tooLarge(frame.byteLength);
  const bytes = frame.byteOffset % 8 === 0 ? frame : frame.slice();
  const { json, attachments } = readLayout(bytes);
  countValues(json);
  const used = new Set<number>();
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(json);
    const message = fromPlain(JSON.parse(text), (name, index) => {
      const attachment = attachments[index];
      if (attachment === undefined) throw new Error(`no attachment: ${index}`);
      if (used.has(index)) throw new Error(`attachment used twice: ${index}`);
      used.add(index);
      return typedArray(name, attachment);
    });
    if (used.size < attachments.length) throw new Error('attachment without use');
    return message;
  } catch (error) {
    throw malformed(error instanceof Error ? error.message.slice(0, 200) : 'unreadable', error);
  }
}

interface Layout {
  readonly json: number;
  readonly starts: readonly number[];
  readonly end: number;
}

/** Where everything starts. Throws 'too-large'. */
function layOut(jsonBytes: number, attachmentBytes: readonly number[]): Layout {
  const json = padded(HEADER_BYTES + 4 * attachmentBytes.length);
  const starts: number[] = [];
  let end = json + padded(jsonBytes);
  for (const bytes of attachmentBytes) {
    starts.push(end);
    end += padded(bytes);
  }
  if (end > FRAME_LIMIT) throw tooLarge(end);
  return { json, starts, end };
}

function readLayout(frame: Uint8Array): { json: Uint8Array; attachments: readonly Uint8Array[] } {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.byteLength < HEADER_BYTES) throw malformed(`${frame.byteLength} bytes`);
  const word = (i: number) => view.getUint32(4 * i, true);
  if (word(0) !== MAGIC) throw malformed('no frame of the studio');
  if (word(1) !== VERSION) throw malformed(`version ${word(1)}`);
  const jsonBytes = word(2);
  const count = word(3);
  if (HEADER_BYTES + 4 * count > frame.byteLength) throw malformed(`${count} attachments`);
  const sizes = Array.from({ length: count }, (_, i) => word(HEADER_BYTES / 4 + i));
  const claimed = sizes.reduce((sum, size) => sum + size, jsonBytes);
  if (claimed > frame.byteLength) throw malformed(`${claimed} bytes claimed`);
  const layout = layOut(jsonBytes, sizes);
  if (layout.end !== frame.byteLength)
    throw malformed(`${frame.byteLength} of ${layout.end} bytes`);
  return {
    json: frame.subarray(layout.json, layout.json + jsonBytes),
    attachments: sizes.map((size, i) => {
      const start = layout.starts[i] as number;
      return frame.subarray(start, start + size);
    }),
  };
}

function typedArray(name: TypedArrayName, bytes: Uint8Array): TypedArray {
  const { BYTES_PER_ELEMENT } = TYPED_ARRAYS[name];
  if (bytes.byteLength % BYTES_PER_ELEMENT !== 0) {
    throw new Error(`${name} of ${bytes.byteLength} bytes`);
  }
  const { buffer, byteOffset, byteLength } = bytes as Uint8Array<ArrayBuffer>;
  return new TYPED_ARRAYS[name](buffer, byteOffset, byteLength / BYTES_PER_ELEMENT);
}

const [QUOTE, BACKSLASH, COMMA, BRACKET, BRACE] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];

/** Throws 'too-large' above VALUE_LIMIT. Each value but the first follows a comma or opens a list or object. */
function countValues(json: Uint8Array): void {
  if (json.length <= VALUE_LIMIT) return;
  let values = 1;
  let inText = false;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i];
    if (inText) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === COMMA || byte === BRACKET || byte === BRACE) values++;
  }
  if (values > VALUE_LIMIT) {
    throw new ContractError('too-large', `message too large: ${values} values`, {
      hint: `At most ${VALUE_LIMIT} fit into one: ask for less at a time.`,
    });
  }
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

/** Also for transports, so that all say it the same way. */
export function tooLarge(bytes: number): ContractError {
  const megabytes = Math.ceil((10 * bytes) / 2 ** 20) / 10;
  return new ContractError('too-large', `message too large: ${megabytes} MB`, {
    hint: `At most ${FRAME_LIMIT / 2 ** 20} MB fit into one: ask for less at a time.`,
  });
}

function malformed(what: string, cause?: unknown): ContractError {
  return new ContractError('malformed', `malformed message: ${what}`, {
    cause,
    hint: 'Close the studio and open it again.',
  });
}
