import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom, SURVIVALS } from './power-cut-disk.ts';
import { powerCut, STEPS, session } from './power-cut-session.ts';

/** Runs are started often enough that they come to an end, and to a second one. */
const RUN_STEPS = ['start', 'cancel', 'resume', 'finish'] as const;
const what = fc.oneof(fc.constantFrom(...STEPS), fc.constantFrom(...RUN_STEPS));
const step = fc.record({ what, which: fc.nat(5) });

describe('a power cut at any moment', () => {
  it('loses nothing that was acknowledged, and leaves nothing that cannot be read or gone on with', async () => {
    const steps = fc.array(step, { minLength: 8, maxLength: 24 });
    const cut = fc.record({
      /** Part of the session that is over. */
      share: fc.integer({ min: 0, max: 1000 }),
      survival: fc.constantFrom(...SURVIVALS),
      seed: fc.nat(),
    });
    const cuts = fc.array(cut, { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(steps, cuts, async (done, tried) => {
        const made = await session(done);
        for (const { share, survival, seed } of tried) {
          const moment = made.start + Math.round((share / 1000) * (made.end - made.start));
          expect(await powerCut(made, moment, survival, randomFrom(seed))).toEqual([]);
        }
      }),
      { seed: 20_260_301, numRuns: 25 },
    );
  });
});
