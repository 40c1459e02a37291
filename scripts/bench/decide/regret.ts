/** What is lost in the true simulator by deciding on what was learned of it: on one set of numbers, on one structure, on all. */
import type { GsimEnvironment } from '../../../engine/benchmark/gsim/environments.ts';
import { limitOf } from '../../../engine/decide/aims/limits.ts';
import { runCourse } from '../../../engine/decide/evaluate/run-course.ts';
import type { Aim } from '../../../engine/decide/schemas/aim.ts';
import type { Policies } from '../../../engine/decide/search/search-task.ts';
import type { Simulate } from '../../../engine/simulator/simulation.ts';
import { defaultsOf } from '../gsim-methods.ts';
import type { Row } from '../report.ts';
import { DECISIONS, type Decision } from './decisions.ts';
import type { LearnedStructure } from './learned.ts';
import {
  type Effort,
  type Models,
  modelOf,
  type Recommended,
  recommend,
  startEpisode,
  weighed,
} from './recommend.ts';

/** What is decided on. */
const WAYS = ['point', 'structure', 'mixture'] as const;
type Way = (typeof WAYS)[number];

/** Policies tried in the truth, in those tried elsewhere. */
const IN_TRUTH = 4;
/** Fresh runs in the truth, the same for all policies. */
const FRESH = { seed: 77, first: 0, count: 8000 };

interface Lost {
  readonly seed: number;
  /** In the truth, of what each way recommends. */
  readonly costs: Readonly<Record<Way, number>>;
  /** Share of the outcomes of the truth in which the mixture's limit holds, and what was said of it. */
  readonly limit: { readonly truth: number; readonly said: number };
}

export interface Losses {
  readonly environment: GsimEnvironment['id'];
  /** Least cost in the truth of all policies that any search came to, the one in the truth among them. */
  readonly best: number;
  readonly bySeed: readonly Lost[];
}

interface Settings {
  readonly simulate: Simulate;
  readonly effort: Effort;
  readonly learn: (environment: GsimEnvironment, seed: number) => Promise<LearnedStructure[]>;
}

export async function lossesIn(
  environment: GsimEnvironment,
  seeds: readonly number[],
  settings: Settings,
): Promise<Losses> {
  const { id } = environment;
  const decision = DECISIONS[id]();
  const compiled = decision.truth();
  const truth: Models = [
    modelOf(compiled, {
      sets: [Object.values(defaultsOf(compiled))],
      episodes: [startEpisode(decision.start)],
    }),
  ];
  const ask = (models: Models, aim: Aim, seed: number, times = 1) =>
    recommend({
      ...{ models, aim, seed, means: decision.means, record: 0, simulate: settings.simulate },
      ...settings.effort,
      evaluations: times * settings.effort.evaluations,
    });
  const inTruth = await ask(truth, decision.aim, 1, IN_TRUTH);
  const limits = (await ask(truth, decision.limited, 1)).setup;
  const costInTruth = async (policies: Policies) => {
    const [costs = new Float64Array()] = (await runIn(inTruth.setup, policies)).metrics;
    return mean([...costs]);
  };
  let best = { cost: await costInTruth(inTruth.policies), words: inTruth.words };
  const bySeed: Lost[] = [];
  for (const seed of seeds) {
    const learned = await settings.learn(environment, seed);
    const models = (way: Way) => modelsFor(way, learned, decision);
    const costs: Partial<Record<Way, number>> = {};
    for (const way of WAYS) {
      const { policies, words } = await ask(models(way), decision.aim, seed);
      const cost = await costInTruth(policies);
      costs[way] = cost;
      if (cost < best.cost) best = { cost, words };
      console.error(`${id} ${seed} ${way}: ${cost.toFixed(3)} ${words}`);
    }
    const { policies, chances, words } = await ask(models('mixture'), decision.limited, seed);
    const limit = {
      truth: await chanceIn(limits, decision.limited, policies),
      said: chances[0] ?? Number.NaN,
    };
    console.error(`${id} ${seed} limit: ${limit.truth.toFixed(3)}, said ${limit.said} ${words}`);
    bySeed.push({ seed, costs: costs as Lost['costs'], limit });
  }
  console.error(`${id} best known in the truth: ${best.cost.toFixed(3)} ${best.words}`);
  return { environment: id, best: best.cost, bySeed };
}

function modelsFor(
  way: Way,
  learned: readonly LearnedStructure[],
  { start, withLever }: Decision,
): Models {
  const used = way === 'mixture' ? learned : learned.slice(0, 1);
  return weighed(
    used.map((own) =>
      modelOf(withLever(own.compiled), {
        ...{ name: own.name, weight: own.weight },
        sets: way === 'point' ? [own.best] : own.sets,
        episodes: [startEpisode(start)],
      }),
    ),
  );
}

async function chanceIn(
  setup: Recommended['setup'],
  { objectives, limits }: Aim,
  policies: Policies,
): Promise<number> {
  const { metrics, block } = await runIn(setup, policies);
  const [limit] = limits;
  const values = metrics[objectives.length];
  if (limit === undefined || values === undefined) throw new Error('aim: no limit');
  return limitOf(limit, { values, block }).value;
}

function runIn({ course, metrics }: Recommended['setup'], policies: Policies) {
  return runCourse(course, { scenario: null, policies }, FRESH, metrics);
}

/** A row a way and environment; of all environments how the mixture's regret compares with the point estimate's. */
export function regretRows(losses: readonly Losses[]): Row[] {
  const rows = losses.flatMap((own): Row[] => {
    const { environment, best, bySeed } = own;
    return [
      ...WAYS.map(
        (way): Row => ({
          id: `decide.regret.${environment}.${way}`,
          value: mean(regrets(own, way)),
          ...{ unit: '€ a day', better: 'lower' },
          reference: `mean of ${bySeed.length} seeds (${regrets(own, way)
            .map((value) => value.toFixed(2))
            .join(', ')}); the best policy costs ${best.toFixed(2)} a day`,
        }),
      ),
      {
        id: `decide.truth-limit.${environment}`,
        value: mean(bySeed.map(({ limit }) => limit.truth)),
        ...{ unit: 'share of outcomes', better: 'higher', target: 0.9 },
        reference: `asked: 95 % of the outcomes of the mixture; by seed ${bySeed
          .map(({ limit }) => `${limit.truth.toFixed(3)} (said ${limit.said.toFixed(3)})`)
          .join(', ')}`,
      },
    ];
  });
  const ratioOf = (way: Way) =>
    losses.map((own) => mean(regrets(own, way)) / mean(regrets(own, 'point')));
  const ratio = (way: Way): Row => ({
    id: `decide.regret.ratio${way === 'mixture' ? '' : `.${way}`}`,
    value: mean(ratioOf(way)),
    ...{ unit: 'times the point estimate', better: 'lower', target: 0.5 },
    reference: `regret over all seeds by environment: ${ratioOf(way)
      .map((value, i) => `${losses[i]?.environment} ${value.toFixed(2)}`)
      .join(', ')}`,
  });
  return [...rows, ratio('mixture'), ratio('structure')];
}

/** By seed: cost in the truth beyond that of the best policy. */
function regrets({ best, bySeed }: Losses, way: Way): number[] {
  return bySeed.map(({ costs }) => costs[way] - best);
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
