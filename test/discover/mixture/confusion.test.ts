import { describe, expect, it } from 'vitest';
import { openRandom } from '../../../engine/calibrate/streams.ts';
import { confusionMatrix } from '../../../engine/discover/mixture/confusion.ts';

const maker = (id: string, mean: number, name?: string) => ({
  id,
  ...(name !== undefined && { name }),
  simulateData: (seed: number) => openRandom(seed, 'test', 0).poisson(mean),
});

/** The likelier of Poisson means 3 and 6: 6 from 3 / log 2 = 4.33 on. */
const likelier = async (count: number) => ({ id: count > 3 / Math.log(2) ? 'six' : 'three' });

describe('the confusion of structures', () => {
  it('has the closed-form error of two Poisson means', async () => {
    const repeats = 2000;
    const { structures, rows } = await confusionMatrix({
      structures: [maker('three', 3), maker('six', 6)],
      choose: likelier,
      repeats,
      seed: 1,
    });
    expect(structures).toEqual(['three', 'six']);
    // P(X <= 4) for mean 3, P(X >= 5) for mean 6.
    const exact = [0.8152632, 0.7149435];
    rows.forEach(({ truth, chosen, untold, found, range }, k) => {
      const p = exact[k]!;
      expect(truth).toBe(structures[k]);
      expect(Math.abs(found - p)).toBeLessThan(3.5 * Math.sqrt((p * (1 - p)) / repeats));
      expect(chosen[k]).toBe(found * repeats);
      expect(chosen[0]! + chosen[1]!).toBe(repeats);
      expect(untold).toBe(0);
      expect(range.low).toBeLessThan(found);
      expect(range.high).toBeGreaterThan(found);
    });
  });

  it('says how often each truth was found, taken for another or not told', async () => {
    let turn = 0;
    const choices = ['a', 'a', 'b', undefined, 'a', 'a', 'a', 'a', 'a', 'a'];
    const { rows } = await confusionMatrix({
      structures: [maker('a', 1, 'One ward'), maker('b', 1)],
      choose: async () => ({ id: choices[turn++ % 10] }),
      repeats: 10,
      seed: 1,
      atOnce: 1,
    });
    // Wilson: 8 of 10 is 49.0 to 94.3 %, 1 of 10 is 1.8 to 40.4 %.
    expect(rows.map(({ sentence }) => sentence)).toEqual([
      'When "One ward" was true, it was chosen in 80 % (49 % to 94 %) of 10 made-up data sets, "b" in 10 % and none in 10 %, as the data could not tell.',
      'When "b" was true, it was chosen in 10 % (2 % to 40 %) of 10 made-up data sets, "One ward" in 80 % and none in 10 %, as the data could not tell.',
    ]);
    expect(rows[0]).toMatchObject({ chosen: [8, 1], untold: 1, found: 0.8 });
  });

  it('gives the same numbers however many run side by side, and tells how far it is', async () => {
    const run = (atOnce: number, onProgress?: (done: number, total: number) => void) =>
      confusionMatrix({
        structures: [maker('three', 3), maker('six', 6)],
        choose: async (count, seed) => {
          // Some take longer: they end in another order.
          if (seed % 2 === 0) await new Promise((wake) => setTimeout(wake, 1));
          return likelier(count);
        },
        ...{ repeats: 20, seed: 5, atOnce },
        ...(onProgress && { onProgress }),
      });
    const told: number[] = [];
    const together = await run(8, (done, total) => told.push(done / total));
    expect(together).toEqual(await run(1));
    expect(told).toEqual(Array.from({ length: 40 }, (_, i) => (i + 1) / 40));
  });

  it('never has more choices under way than it may', async () => {
    let [running, most] = [0, 0];
    await confusionMatrix({
      structures: [maker('a', 1)],
      choose: async () => {
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
        return { id: 'a' };
      },
      ...{ repeats: 12, seed: 1, atOnce: 3 },
    });
    expect(most).toBe(3);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    let choices = 0;
    const run = confusionMatrix({
      structures: [maker('a', 1)],
      choose: async () => {
        if (++choices === 3) stop.abort(new Error('enough'));
        return { id: 'a' };
      },
      ...{ repeats: 50, seed: 1, atOnce: 2, signal: stop.signal },
    });
    await expect(run).rejects.toThrow('enough');
    expect(choices).toBeLessThanOrEqual(4);
  });

  it('begins nothing more once a choice has failed, and refuses a choice that was not on offer', async () => {
    let choices = 0;
    const failing = confusionMatrix({
      structures: [maker('a', 1)],
      choose: async () => {
        if (++choices === 2) throw new Error('broken');
        return { id: 'a' };
      },
      ...{ repeats: 50, seed: 1, atOnce: 2 },
    });
    await expect(failing).rejects.toThrow('broken');
    await new Promise((wake) => setTimeout(wake, 5));
    expect(choices).toBeLessThanOrEqual(4);
    const strange = confusionMatrix({
      structures: [maker('a', 1)],
      choose: async () => ({ id: 'z' }),
      ...{ repeats: 2, seed: 1 },
    });
    await expect(strange).rejects.toThrow('chosen structure: z is none of those given');
  });
});
