import { expect, test } from 'vitest';
import type { CompiledSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { createPlainRunner } from '../../../engine/simulator/plain-runner.ts';
import { programOf } from '../../../engine/simulator/program-of.ts';
import type { LeverPolicy } from '../../../engine/simulator/simulation.ts';
import { DECISIONS } from '../../../scripts/bench/decide/decisions.ts';
import { startEpisode } from '../../../scripts/bench/decide/recommend.ts';
import { defaultsOf } from '../../../scripts/bench/gsim-methods.ts';
import { workedSimulator } from '../../../scripts/bench/worked-simulators.ts';

const DAYS = 30;

/** All rows of 50 runs of the true numbers. */
async function runsOf(
  compiled: CompiledSimulator,
  start: Readonly<Record<string, number>>,
  policies: Readonly<Record<string, LeverPolicy>> = {},
): Promise<Float64Array> {
  const { values } = await createPlainRunner()({
    program: programOf(compiled),
    episodes: [{ ...startEpisode(start), steps: DAYS }].map((episode) => ({
      ...episode,
      observed: Object.fromEntries(
        Object.entries(start).map(([name, value]) => [
          name,
          new Float64Array(DAYS + 1).fill(Number.NaN).fill(value, 0, 1),
        ]),
      ),
    })),
    parameters: Float64Array.from(Object.values(defaultsOf(compiled))),
    ...{
      sets: 1,
      replications: 50,
      mode: { kind: 'rollout' },
      seed: 1,
      streams: 'common',
      policies,
    },
  });
  return values;
}

test('with no measures the epidemic is the published one, run by run; with the strictest hardly anybody is infected', async () => {
  const { start, truth } = DECISIONS['covid-sir']();
  const none = await runsOf(truth(), start);
  expect(none).toEqual(await runsOf(workedSimulator('sir'), start));
  const strict = await runsOf(truth(), start, { measures: { kind: 'constant', value: 1 } });
  const immune = (values: Float64Array) =>
    values.filter((_, i) => i % 3 === 2 && Math.floor(i / 3) % (DAYS + 1) === DAYS);
  const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;
  expect(mean(immune(none))).toBeGreaterThan(70);
  expect(mean(immune(strict))).toBeLessThan(20);
});

test('the hospital is the published one under other names of its beds', async () => {
  const { start, truth } = DECISIONS['hospital-beds']();
  expect(Object.keys(truth().declaration.levers)).toEqual(['icu_places', 'standard_places']);
  expect(await runsOf(truth(), start)).toEqual(
    await runsOf(workedSimulator('hospital-beds'), start),
  );
});
