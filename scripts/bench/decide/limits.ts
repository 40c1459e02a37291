/** Does a limit hold as often as it was asked to, in outcomes that the search has not seen? */
import { limitOf } from '../../../engine/decide/aims/limits.ts';
import { runCourse } from '../../../engine/decide/evaluate/run-course.ts';
import { INPUT_MODELS } from '../../../engine/forecast/input-model.ts';
import type { Simulate } from '../../../engine/simulator/simulation.ts';
import type { Row } from '../report.ts';
import { BEDS, bedsAim, icuMixture } from './icu-sample.ts';
import { recommend } from './recommend.ts';

const FRESH = { seed: 4242, first: 0, count: 10_000 };
const WANTED = { from: 0.93, to: 0.97 };

/** Extra beds by a threshold, on the mixture of the sample; seeds 1..repeats. */
export async function limitRows(repeats: number, simulate: Simulate): Promise<Row[]> {
  const models = await icuMixture();
  const inputs = INPUT_MODELS.find(({ name }) => name === 'blocks');
  if (inputs === undefined) throw new Error('inputs: no blocks');
  const aim = bedsAim(['threshold', 'constant']);
  const [limit] = aim.limits;
  if (limit === undefined) throw new Error('aim: no limit');
  const shares: number[] = [];
  for (let seed = 1; seed <= repeats; seed++) {
    const { policies, words, chances, setup } = await recommend({
      ...{ models, aim, means: BEDS, record: 0, seed, simulate, inputs },
    });
    const { metrics, block } = await runCourse(
      setup.course,
      { scenario: null, policies },
      FRESH,
      setup.metrics,
    );
    const { value, error } = limitOf(limit, { values: metrics[1]!, block });
    shares.push(value);
    console.error(
      `limits ${seed}: ${value.toFixed(4)} +- ${error.toFixed(4)}, said ${chances[0]?.toFixed(4)}: ${words}`,
    );
  }
  const inside = shares.filter((share) => share >= WANTED.from && share <= WANTED.to);
  const row = (part: string, value: number, better: Row['better'], target: number): Row => ({
    id: `decide.limit.icu.${part}`,
    ...{ value, unit: part === 'inside' ? 'repeats' : 'share of outcomes', better, target },
    reference: `asked: 95 % of outcomes; of ${FRESH.count} fresh ones in each of ${repeats} repeats ${WANTED.from} to ${WANTED.to}`,
  });
  return [
    row('least', Math.min(...shares), 'higher', WANTED.from),
    row('most', Math.max(...shares), 'lower', WANTED.to),
    row('inside', inside.length, 'higher', repeats),
  ];
}
