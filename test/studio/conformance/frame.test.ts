import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRAME_LIMIT } from '../../../engine/studio/contract/envelope.ts';
import { ContractError } from '../../../engine/studio/contract/error.ts';
import { decodeFrame, encodeFrame, VALUE_LIMIT } from '../../../engine/studio/contract/frame.ts';

const through = (value: unknown) => decodeFrame(encodeFrame(value));

/** 'malformed', 'too-large', or the value. Anything else thrown is a fault. */
function verdict(frame: Uint8Array): unknown {
  try {
    return { value: decodeFrame(frame) };
  } catch (error) {
    if (error instanceof ContractError) return error.code;
    throw error;
  }
}

const typedArray = fc.oneof(
  fc.float64Array({ maxLength: 20 }),
  fc.float32Array({ maxLength: 20 }),
  fc.int32Array({ maxLength: 20 }),
  fc.uint32Array({ maxLength: 20 }),
  fc.int16Array({ maxLength: 20 }),
  fc.uint16Array({ maxLength: 20 }),
  fc.int8Array({ maxLength: 20 }),
  fc.uint8Array({ maxLength: 20 }),
  fc.bigInt64Array({ maxLength: 20 }),
  fc.bigUint64Array({ maxLength: 20 }),
);
const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', '$gsim', 'constructor', 'toJSON'));
const message = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.boolean(),
    fc.constant(null),
    fc.double(),
    fc.integer(),
    fc.bigInt(),
    typedArray,
  ),
  node: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    fc.array(tie('node'), { maxLength: 6 }),
    fc.dictionary(key, tie('node'), { maxKeys: 6 }),
  ),
})).node;

describe('a frame', () => {
  it('brings back any value: every double, bigint, text, key and typed array', () => {
    fc.assert(
      fc.property(message, (value) => {
        expect(through(value)).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  it('brings back the very bits of typed arrays, aligned to 8 bytes, wherever it lies itself', () => {
    fc.assert(
      fc.property(fc.array(typedArray, { maxLength: 5 }), fc.nat(9), (arrays, offset) => {
        const frame = encodeFrame(arrays);
        const shifted = new Uint8Array(frame.length + offset).subarray(offset);
        shifted.set(frame);
        const back = decodeFrame(shifted) as typeof arrays;
        for (const [i, array] of back.entries()) {
          expect(array.byteOffset % 8).toBe(0);
          expect(array.constructor).toBe(arrays[i]!.constructor);
          expect(bytesOf(array)).toEqual(bytesOf(arrays[i]!));
        }
      }),
    );
  });

  it('keeps the payload of NaNs in typed arrays', () => {
    const bits = BigUint64Array.of(0x7ff8_0000_dead_beefn, 0xfff0_0000_0000_0001n);
    const back = through(new Float64Array(bits.buffer)) as Float64Array;
    expect(bytesOf(back)).toEqual(bytesOf(bits));
  });

  it('leaves out what is undefined and makes byte arrays of Buffers', () => {
    expect(through({ a: undefined, b: 1 })).toEqual({ b: 1 });
    expect(through(Buffer.from('abc'))).toStrictEqual(Uint8Array.of(97, 98, 99));
  });

  it('carries one array twice as two', () => {
    const array = Float64Array.of(1);
    const [first, second] = through([array, array]) as Float64Array[];
    expect([first, second]).toEqual([array, array]);
    expect(first!.byteOffset).not.toBe(second!.byteOffset);
  });

  it('has at most 64 MB and 2,000,000 values', () => {
    const code = { code: 'too-large' };
    expect(() => encodeFrame(new Uint8Array(FRAME_LIMIT))).toThrow(expect.objectContaining(code));
    expect(() => encodeFrame('x'.repeat(FRAME_LIMIT))).toThrow(expect.objectContaining(code));
    const values = new Array(VALUE_LIMIT).fill(0);
    expect(() => encodeFrame(values)).toThrow(expect.objectContaining(code));
    expect(through(values.slice(2))).toHaveLength(VALUE_LIMIT - 2);
    expect(through('[,{'.repeat(VALUE_LIMIT / 2))).toHaveLength((3 * VALUE_LIMIT) / 2);
  });

  it('cannot carry cycles, functions and instances: the place is named', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(() => encodeFrame(cycle)).toThrow('not storable: cycle or deep nesting at $[0][0]');
    expect(() => encodeFrame({ a: [() => 1] })).toThrow('not storable: function at $.a[0]');
    expect(() => encodeFrame({ a: new Date() })).toThrow('not storable: Date at $.a');
  });
});

describe('a hostile frame', () => {
  it('of random bytes is malformed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(verdict(bytes)).toBe('malformed');
      }),
    );
  });

  it('with any bytes changed, cut off or added is malformed or another value, never a crash', () => {
    fc.assert(
      fc.property(
        message,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: -9, max: 9 }),
        (value, changes, growth) => {
          const frame = encodeFrame({ value, values: Float64Array.of(1, 2) });
          for (const [at, byte] of changes) frame[at % frame.length] = byte;
          const sized = new Uint8Array(Math.max(0, frame.length + growth));
          sized.set(frame.subarray(0, sized.length));
          if (growth === 0) verdict(sized);
          else expect(verdict(sized)).toBe('malformed');
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('whose header lies takes no memory for what it claims', () => {
    const before = process.memoryUsage();
    for (const word of [2, 3, 4]) {
      for (const claim of [0xffff_ffff, 0x7fff_ffff, FRAME_LIMIT, 1000]) {
        const frame = encodeFrame(Uint8Array.of(1, 2, 3));
        new Uint32Array(frame.buffer)[word] = claim;
        expect(verdict(frame)).toBe('malformed');
      }
    }
    const after = process.memoryUsage();
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(2 ** 20);
  });

  it('above 64 MB is refused unread', () => {
    expect(verdict(new Uint8Array(FRAME_LIMIT + 8))).toBe('too-large');
  });

  const mark = (kind: string, content: unknown) => ({ $gsim: [kind, content] });
  it.each([
    ['an attachment that is not there', mark('Float64Array', 1)],
    ['a negative attachment', mark('Float64Array', -1)],
    ['an attachment by fraction', mark('Float64Array', 0.5)],
    ['one attachment twice', [mark('Uint8Array', 0), mark('Uint8Array', 0)]],
    ['an attachment of another element size', mark('Float64Array', 0)],
    ['no use of its attachment', 1],
    ['an unknown mark', mark('Function', 'alert(1)')],
    ['a mark by an inherited name', mark('constructor', [1])],
    ['a number that is none', mark('number', '0x10')],
    ['a bigint that takes long to read', mark('bigint', '9'.repeat(10_001))],
    ['entries that are none', mark('object', [null])],
    ['entries without names', mark('object', [[{}, 1]])],
  ])('that names %s is malformed', (_, json) => {
    expect(verdict(frameOf(JSON.stringify(json), Uint8Array.of(1, 2, 3)))).toBe('malformed');
  });

  it('of nested lists is malformed, however deep', () => {
    for (const depth of [501, 100_000]) {
      for (const [opening, closing] of [
        ['[', ']'],
        ['{"a":', '}'],
        ['{"$gsim":["object",[["a",', ']]]}'],
      ] as const) {
        const json = `${opening.repeat(depth)}0${closing.repeat(depth)}`;
        expect(verdict(frameOf(json))).toBe('malformed');
      }
    }
  });

  it('of millions of values is too large, before they are made', () => {
    expect(verdict(frameOf(`[${'[],'.repeat(VALUE_LIMIT)}0]`))).toBe('too-large');
  });

  it('cannot set the prototype of anything', () => {
    const value = verdict(frameOf('{"__proto__":{"isAdmin":true},"a":1}')) as { value: object };
    expect(Object.getPrototypeOf(value.value)).toBe(Object.prototype);
    expect('isAdmin' in value.value).toBe(false);
    const marked = '{"$gsim":["object",[["__proto__",{"isAdmin":true}],["$gsim",1]]]}';
    const other = verdict(frameOf(marked)) as { value: object };
    expect(Object.getPrototypeOf(other.value)).toBe(Object.prototype);
  });

  it('of text that is not UTF-8 or not JSON is malformed', () => {
    for (const json of [Uint8Array.of(0x22, 0xff, 0x22), '', '{', 'NaN', '\ufeff1', '1 2']) {
      expect(verdict(frameOf(json))).toBe('malformed');
    }
  });
});

/** A frame as frame.ts describes it, with whatever JSON. */
function frameOf(json: string | Uint8Array, ...attachments: Uint8Array[]): Uint8Array {
  const text = typeof json === 'string' ? new TextEncoder().encode(json) : json;
  const head = Uint32Array.of(
    0x4d495347,
    1,
    text.length,
    attachments.length,
    ...attachments.map((bytes) => bytes.length),
  );
  return Buffer.concat([bytesOf(head), text, ...attachments].map(padded));
}

function padded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(bytes.length / 8) * 8);
  whole.set(bytes);
  return whole;
}

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice();
}
