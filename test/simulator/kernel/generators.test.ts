import { describe, expect, it } from 'vitest';
import { drawBelow } from '../../../engine/simulator/kernel/integer.ts';
import { philox4x32 } from '../../../engine/simulator/kernel/philox.ts';
import { createRandom } from '../../../engine/simulator/kernel/samplers.ts';
import { openStream, purposeOf } from '../../../engine/simulator/kernel/streams.ts';
import { nextUniform, nextWord } from '../../../engine/simulator/kernel/xoshiro.ts';
import { judgeContinuous, LIMIT, worst, zOfCorrelation } from './goodness.ts';

describe('Philox4x32-10', () => {
  // Known answers published with the Random123 library (kat_vectors).
  it.each([
    { counter: [0, 0, 0, 0], key: [0, 0], words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
    {
      counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      key: [0xffffffff, 0xffffffff],
      words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    },
    {
      counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      key: [0xa4093822, 0x299f31d0],
      words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    },
  ])('gives the published block of counter $counter', ({ counter, key, words }) => {
    const out = new Uint32Array(4);
    const [c0, c1, c2, c3] = counter as [number, number, number, number];
    philox4x32(out, c0, c1, c2, c3, key[0]!, key[1]!);
    expect([...out]).toEqual(words);
  });

  it('writes the same bits to a signed array', () => {
    const signed = new Int32Array(4);
    const unsigned = new Uint32Array(4);
    philox4x32(signed, 1, 2, 3, 4, 5, 6);
    philox4x32(unsigned, 1, 2, 3, 4, 5, 6);
    expect([...new Uint32Array(signed.buffer)]).toEqual([...unsigned]);
  });
});

describe('xoshiro128**', () => {
  it('gives the published words of state (1, 2, 3, 4)', () => {
    const stream = Int32Array.of(1, 2, 3, 4);
    const words = Array.from({ length: 10 }, () => nextWord(stream) >>> 0);
    expect(words).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ]);
  });

  // From a run of the authors' C program.
  const start = [0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0];
  const end = [0xfc65379c, 0x52006d70, 0x87487639, 0xf1908343];

  it('gives the words and the state of the reference program', () => {
    const stream = Int32Array.from(start);
    const words = Array.from({ length: 4 }, () => nextWord(stream) >>> 0);
    expect(words).toEqual([0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70]);
    expect([...new Uint32Array(stream.buffer)]).toEqual(end);
  });

  it('makes a uniform of 53 bits from the upper bits of two words', () => {
    const stream = Int32Array.from(start);
    const uniforms = [nextUniform(stream), nextUniform(stream)];
    const made = (high: number, low: number) => ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;
    expect(uniforms).toEqual([made(0xf1391922, 0x6fe53806), made(0xa5be2840, 0xf510ee70)]);
    expect([...new Uint32Array(stream.buffer)]).toEqual(end);
  });
});

it('an integer whose word falls into the incomplete round is drawn anew', () => {
  // The second state word 0 makes the first random word 0, which 6 values cannot share fairly among 2^32.
  const stream = Int32Array.of(1, 0, 3, 4);
  const after = Int32Array.from(stream);
  expect(nextWord(after)).toBe(0);
  expect(drawBelow(stream, 6)).toBe(Math.floor(((nextWord(after) >>> 0) * 6) / 2 ** 32));
  expect([...stream]).toEqual([...after]);
});

describe('streams', () => {
  it('start at the Philox block of seed and (replication, purpose, set, 0)', () => {
    const seed = 0x1a2b3 * 2 ** 32 + 0xfedcba98;
    const stream = new Int32Array(4);
    openStream(stream, seed, 7, 0xdeadbeef, 11);
    const block = new Int32Array(4);
    philox4x32(block, 7, 0xdeadbeef, 11, 0, 0xfedcba98, 0x1a2b3);
    expect([...stream]).toEqual([...block]);
  });

  it('name their purpose by FNV-1a', () => {
    // Published test vectors.
    expect(purposeOf('')).toBe(0x811c9dc5);
    expect(purposeOf('a')).toBe(0xe40c292c);
    expect(purposeOf('foobar')).toBe(0xbf9cf968);
    expect(purposeOf('größe')).not.toBe(purposeOf('grösse'));
  });

  it('never share a state', () => {
    const stream = new Int32Array(4);
    const seen = new Set<string>();
    const purposes = ['start', 'noise', 'infection', 'recovery'].map(purposeOf);
    for (let seed = 0; seed < 4; seed++)
      for (const purpose of purposes)
        for (let set = 0; set < 40; set++)
          for (let replication = 0; replication < 40; replication++) {
            openStream(stream, seed, replication, purpose, set);
            seen.add(stream.join());
          }
    expect(seen.size).toBe(4 * 4 * 40 * 40);
  });

  it.each([
    ['replications', [1, 0, 0, 0]],
    ['purposes', [0, 1, 0, 0]],
    ['sets', [0, 0, 1, 0]],
    ['seeds', [0, 0, 0, 1]],
  ] as const)('of neighbouring %s start with independent uniforms', (_, step) => {
    const count = 100_000;
    const firsts = new Float64Array(count);
    const seconds = new Float64Array(count);
    const stream = new Int32Array(4);
    for (let i = 0; i < count; i++) {
      openStream(stream, 5 + i * step[3], 3 + i * step[0], 17 + i * step[1], i * step[2]);
      firsts[i] = nextUniform(stream);
      seconds[i] = nextUniform(stream);
    }
    for (const series of [firsts, seconds]) {
      let at = 0;
      const verdict = judgeContinuous(
        () => series[at++]!,
        () => 1,
        0,
        1,
        count,
      );
      expect(worst(verdict), JSON.stringify(verdict)).toBeLessThan(LIMIT);
      const neighbours = zOfCorrelation(series.subarray(0, -1), series.subarray(1));
      expect(Math.abs(neighbours)).toBeLessThan(LIMIT);
    }
    expect(Math.abs(zOfCorrelation(firsts, seconds))).toBeLessThan(LIMIT);
  });

  it('of two neighbours run on without correlation', () => {
    const random = createRandom(2);
    random.open(0, 1, 0, purposeOf('infection'), 0);
    random.open(1, 1, 1, purposeOf('infection'), 0);
    const [a, b] = [0, 1].map((slot) => {
      random.use(slot);
      return Float64Array.from({ length: 200_000 }, () => random.source.uniform());
    }) as [Float64Array, Float64Array];
    for (const lag of [0, 1, 2]) {
      const z = zOfCorrelation(a.subarray(lag), b.subarray(0, b.length - lag));
      expect(Math.abs(z)).toBeLessThan(LIMIT);
    }
  });

  it.each([
    [-1, 0, 0, 0, /seed is -1/],
    [2 ** 53, 0, 0, 0, /seed is 9007199254740992/],
    [Number.NaN, 0, 0, 0, /seed is NaN/],
    [0, 1.5, 0, 0, /replication is 1.5/],
    [0, 0, 2 ** 32, 0, /purpose is 4294967296/],
    [0, 0, 0, -1, /set is -1/],
  ])('refuse the key %d, %d, %d, %d', (seed, replication, purpose, set, message) => {
    expect(() => openStream(new Int32Array(4), seed, replication, purpose, set)).toThrow(message);
  });
});
