import { describe, expect, it } from 'vitest';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import {
  chao1,
  type Sighting,
  saturation,
  unseenMass,
} from '../../../engine/discover/archive/saturation.ts';

/** Sightings of keys, a word a round. */
function history(...rounds: string[]): Sighting[] {
  return rounds.flatMap((keys, i) =>
    [...keys].map((fingerprintKey) => ({ round: i + 1, fingerprintKey })),
  );
}

describe('how many there are', () => {
  it('is what Chao1 gives', () => {
    // Seen 10, once 4, twice 2, in 24 draws: 10 + 23/24 * 16 / 4.
    expect(chao1([5, 4, 4, 3, 2, 2, 1, 1, 1, 1])).toBeCloseTo(10 + (23 / 24) * 4, 12);
    // None seen twice: 5 + 8/9 * 3 * 2 / 2.
    expect(chao1([3, 3, 1, 1, 1])).toBeCloseTo(5 + (8 / 9) * 3, 12);
    expect(chao1([3, 3])).toBe(2);
    expect(chao1([])).toBe(0);
  });
});

describe('what is not seen yet', () => {
  it('is the share of what was seen once, with limits that one can work out', () => {
    expect(unseenMass([])).toEqual({ unseen: 1, low: 0, high: 1 });
    // Nothing seen once or twice: 1 - 0.05^(1/n), the rule of three.
    const { unseen, low, high } = unseenMass([10, 5]);
    expect([unseen, low]).toEqual([0, 0]);
    expect(high).toBeCloseTo(1 - 0.05 ** (1 / 15), 10);
    // All seen once: nothing is known but that there is much.
    expect(unseenMass([1, 1, 1, 1]).high).toBe(1);
    expect(unseenMass([1, 1, 1, 1]).low).toBeCloseTo(0.05 ** (1 / 4), 10);
    // Many draws: f1 = 40, f2 = 30, n = 1000: (40 * 0.96 + 60)^0.5 / 1000 is the wider one.
    const many = [...Array(40).fill(1), ...Array(30).fill(2), ...Array(9).fill(100)];
    expect(unseenMass(many).high).toBeCloseTo(0.04 + 1.645 * (Math.sqrt(98.4) / 1000), 10);
  });

  const geometric = Array.from({ length: 60 }, (_, i) => 0.3 * 0.7 ** i);
  const zipf = Array.from({ length: 50 }, (_, i) => 1 / (i + 1));
  const share = (weights: readonly number[]) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  };
  const urns = { even: share(Array(10).fill(1)), zipf: share(zipf), geometric: share(geometric) };

  it.each(Object.entries(urns))('in an urn (%s): right on average, within the limits', (_, urn) => {
    for (const draws of [10, 15, 30]) {
      const random = openRandom(1, 'urn', draws);
      const repeats = 2000;
      let above = 0;
      let below = 0;
      let sum = 0;
      for (let i = 0; i < repeats; i++) {
        const counts = new Array<number>(urn.length).fill(0);
        for (let d = 0; d < draws; d++) {
          const kind = random.categorical(urn);
          counts[kind] = (counts[kind] ?? 0) + 1;
        }
        const truth = urn.reduce((mass, p, kind) => mass + (counts[kind] === 0 ? p : 0), 0);
        const { unseen, low, high } = unseenMass(counts.filter((count) => count > 0));
        sum += unseen;
        if (truth > high) above += 1;
        if (truth < low) below += 1;
      }
      // E f1 / n is the mass that is unseen after n - 1 draws (Good 1953).
      const expected = urn.reduce((mass, p) => mass + p * (1 - p) ** (draws - 1), 0);
      expect(Math.abs(sum / repeats - expected)).toBeLessThan(0.01);
      expect(above / repeats).toBeLessThan(0.08);
      expect(below / repeats).toBeLessThan(0.11);
    }
  });
});

describe('the verdict', () => {
  it('counts what is new by round', () => {
    const { rounds, seen } = saturation(history('abc', 'abd', 'de'));
    expect(rounds).toEqual([
      { round: 1, proposals: 3, fresh: 3 },
      { round: 2, proposals: 3, fresh: 1 },
      { round: 3, proposals: 2, fresh: 1 },
    ]);
    expect(seen).toBe(5);
  });

  it('goes on as long as new explanations come', () => {
    const going = saturation(history('abc', 'def', 'aag'));
    expect(going.exhausted).toBe(false);
    expect(going.sentence).toMatch(
      /^9 proposals gave 7 different explanations; .* may find others/,
    );
  });

  it('is not given by one quiet round, but by two', () => {
    expect(saturation(history('abc', 'abc')).exhausted).toBe(false);
    const quiet = saturation(history('abc', 'ab', 'c'));
    expect(quiet.exhausted).toBe(true);
    expect(quiet.sentence).toMatch(/last two rounds brought nothing new/);
    expect(saturation(history('abc', 'ab', 'd')).exhausted).toBe(false);
  });

  it('is given when the upper limit is below a fifth', () => {
    // Twenty draws, one kind seen once, in the last round: at most 21.6 %; of thirty at most 14.9 %.
    const twenty = saturation(history('aaaaaaaaaa', 'bbbbbbbbb', 'c'));
    expect(twenty.high).toBeCloseTo(0.2161, 3);
    expect(twenty.exhausted).toBe(false);
    const thirty = saturation(history('aaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbb', 'c'));
    expect(thirty.high).toBeCloseTo(0.1486, 3);
    expect(thirty.exhausted).toBe(true);
    expect(thirty.sentence).toBe(
      '30 proposals gave 3 different explanations; the next one is new with a chance of at most 15 %: more rounds are unlikely to help.',
    );
  });

  it('before the first proposal everything is open', () => {
    const nothing = saturation([]);
    expect(nothing).toMatchObject({ unseen: 1, high: 1, seen: 0, total: 0, exhausted: false });
    expect(nothing.sentence).toBe('Nothing was tried yet.');
  });
});
