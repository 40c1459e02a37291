import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentLines, literal } from '../../engine/export/literal.ts';
import { hashValues } from '../../engine/export/runtime/hash-values.ts';
import { trajectoryRequest } from '../../engine/export/runtime/trajectory-request.ts';
import { GENERATED_FILE, generateRuntimeFile } from '../../scripts/generate-script-runtime.ts';

const read = (text: string): unknown => new Function(`'use strict'; return (${text});`)();

describe('literals', () => {
  it('read back as the same value, bit for bit', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.double(),
        fc.string({ unit: 'binary' }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('any'), { maxKeys: 4 }),
      ),
    })).any;
    fc.assert(
      fc.property(value, (any) => {
        expect(read(literal(any))).toEqual(any);
      }),
    );
  });

  it('keep what JSON loses, and never set a prototype', () => {
    expect(read(literal([Number.NaN, -0, Number.NEGATIVE_INFINITY]))).toEqual([
      Number.NaN,
      -0,
      Number.NEGATIVE_INFINITY,
    ]);
    const made = read(literal(JSON.parse('{"__proto__": {"x": 1}}'))) as object;
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(Object.hasOwn(made, '__proto__')).toBe(true);
  });

  it('refuse what has none', () => {
    expect(() => literal(() => 1)).toThrow('literal: function');
  });
});

describe('comments', () => {
  it('hold any text without letting code out', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\n', '\r', '\u2028', '\u2029', '\r\n'),
        (text, end) => {
          const comment = commentLines(`${text}${end}throw new Error('escaped')`);
          expect(read(`1\n${comment}\n`)).toBe(1);
        },
      ),
    );
  });
});

describe('the fingerprint of numbers', () => {
  it('is known', () => {
    // FNV-1a of eight zero bytes, 32 bit: 9be17165.
    expect(hashValues([0])).toMatch(/^9be17165[0-9a-f]{8}$/);
    expect(hashValues([])).toMatch(/^811c9dc5[0-9a-f]{8}$/);
  });

  it('tells the last bit, the sign of zero and the order apart, but no NaN from another', () => {
    expect(hashValues([1])).not.toBe(hashValues([1 + Number.EPSILON]));
    expect(hashValues([0])).not.toBe(hashValues([-0]));
    expect(hashValues([1, 2])).not.toBe(hashValues([2, 1]));
    const odd = new Float64Array(new BigUint64Array([0xfff8000000000001n]).buffer);
    expect(hashValues(odd)).toBe(hashValues([Number.NaN]));
  });
});

describe('runs spread over parameter sets', () => {
  it('use as many sets as possible, equally, and are at least as many as asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 5 }),
        (runs, sets, count) => {
          const episode = { id: '', steps: 1, observed: {}, inputs: {}, levers: {} };
          const request = trajectoryRequest({
            episodes: Array(count).fill(episode),
            parameters: new Float64Array(2 * sets),
            sets,
            runs,
            seed: 1,
          });
          const made = request.sets * request.replications * count;
          expect(made).toBeGreaterThanOrEqual(runs);
          expect(request.sets).toBeLessThanOrEqual(sets);
          expect(request.parameters).toHaveLength(2 * request.sets);
          if (runs <= count * sets) expect(request.replications).toBe(1);
          // One replication less would not do.
          expect(request.sets * (request.replications - 1) * count).toBeLessThan(runs);
        },
      ),
    );
  });
});

describe('the runtime that scripts carry', () => {
  it('is the bundle of engine/export/runtime', async () => {
    // Otherwise: npm run generate.
    expect(readFileSync(GENERATED_FILE, 'utf8')).toBe(await generateRuntimeFile());
  });

  it('calls nothing that Node 18 does not have', () => {
    const text = readFileSync(GENERATED_FILE, 'utf8');
    for (const newer of [
      'toSorted',
      'toReversed',
      'toSpliced',
      'groupBy',
      'fromAsync',
      'withResolvers',
      'isWellFormed',
    ]) {
      expect(text).not.toContain(`.${newer}(`);
    }
  });
});
