/** What drives the outcome of the recommended policy, where it fails, and what knowing more would be worth. */
import { meets } from '../../decide/aims/limits.ts';
import { metricUnit, metricWords } from '../../decide/aims/metric-words.ts';
import { amountOf } from '../../decide/number-words.ts';
import type { Effects } from '../../decide/understand/effects.ts';
import { effectsFromRuns } from '../../decide/understand/effects-from-runs.ts';
import { effectsWords } from '../../decide/understand/effects-words.ts';
import type { Runs } from '../../decide/understand/factor.ts';
import type { FactorWords, OutcomeWords } from '../../decide/understand/factor-words.ts';
import { type FailureBoxes, failureBoxes } from '../../decide/understand/failure-boxes.ts';
import { failureWords } from '../../decide/understand/failure-words.ts';
import { knowingWords } from '../../decide/understand/knowing-words.ts';
import { type RegretTable, regretOf } from '../../decide/understand/regret.ts';
import { regretWords } from '../../decide/understand/regret-words.ts';
import { type Tornado, tornado } from '../../decide/understand/tornado.ts';
import { tornadoWords } from '../../decide/understand/tornado-words.ts';
import { type Knowing, valueOfKnowing } from '../../decide/understand/value-of-knowing.ts';
import type { PolicyCard, Understanding } from '../contract/decision-view.ts';
import type { LookedAt } from './close-look.ts';
import type { DecisionSetup } from './decision-setup.ts';
import { type DrawTable, drawsOf, factorWordsOf, type Varying, varyingOf } from './draws-of.ts';

export interface Understood {
  readonly recommended: LookedAt;
  /** All that was looked at, on the same runs. */
  readonly all: readonly LookedAt[];
  readonly cards: readonly PolicyCard[];
  readonly seed: number;
}

const NEAR_90 = 1.96;

/** `stress`: as it was tried. */
export function understand(
  setup: DecisionSetup,
  { recommended, all, cards, seed }: Understood,
  stress: Understanding['stress'],
): Understanding {
  const { block, metrics } = recommended.outcomes;
  const varying = varyingOf(setup);
  const table = drawsOf(setup, varying, recommended.outcomes);
  const factors = varying.map(({ factor }) => factor);
  const told = toldMetric(setup, metrics);
  const runs: Runs = {
    ...{ factors, draws: table.draws, replications: block, x: table.x },
    outcomes: metrics[told]!,
  };
  const words = factorWordsOf(setup, varying);
  const outcome = outcomeWords(setup, told);
  const swings = tornado(runs);
  const effects = effectsFromRuns(runs);
  const boxes = failureBoxes({ factors, x: table.x, fails: failsOf(setup, recommended), seed });
  const rivals = rivalsOf(cards, all);
  const knowing = rivals.length < 2 ? null : knowingOf(setup, rivals, table, varying, seed);
  const regret =
    rivals.length < 2 || setup.subject.models.length < 2 ? null : regretTable(setup, rivals, table);
  const names = rivals.map(({ name }) => name);
  const structures = setup.subject.models.map(({ name }) => name);
  return {
    tornado: tornadoRows(swings, varying, words),
    shares: sharesOf(effects, words),
    chance: chanceOf(effects),
    boxes: boxesOf(boxes, varying, failureWords(boxes, words)),
    knowing: knowing === null ? [] : knowingRows(knowing, varying),
    regret: regret === null ? null : regretView(regret, rivals, setup),
    stress: [...stress],
    sentences: [
      ...tornadoWords(swings, words, outcome),
      ...effectsWords(effects, words, outcome),
      ...(setup.aim.limits.length === 0 ? [] : failureWords(boxes, words)),
      ...(knowing === null ? [] : knowingWords(knowing, names, words, outcomeWords(setup, 0))),
      ...(regret === null ? [] : regretWords(regret, names, structures, outcomeWords(setup, 0))),
    ],
  };
}

/** The first objective; where it is the same in all outcomes, the first limit's metric that is not. */
function toldMetric({ aim }: DecisionSetup, metrics: readonly Float64Array[]): number {
  const last = aim.objectives.length + aim.limits.length;
  const varies = (m: number) => {
    const seen = metrics[m]!.filter((value) => !Number.isNaN(value));
    return seen.some((value) => value !== seen[0]);
  };
  for (let m = 0; m < last; m++) if (varies(m)) return m;
  return 0;
}

function outcomeWords({ metrics, aimNames }: DecisionSetup, m: number): OutcomeWords {
  const metric = metrics[m]!;
  const text = metricWords(metric, aimNames);
  const name = /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
  const unit = metricUnit(metric, aimNames);
  return { name: `the ${name}`, amount: (value) => amountOf(value, { words: '', unit }) };
}

/** By draw: share of its runs in which some limit does not hold. */
function failsOf({ aim }: DecisionSetup, { outcomes }: LookedAt): Float64Array {
  const { metrics, block } = outcomes;
  const first = aim.objectives.length;
  const draws = outcomes.structure.length / block;
  return Float64Array.from({ length: draws }, (_, d) => {
    let failed = 0;
    for (let r = d * block; r < (d + 1) * block; r++) {
      const holds = aim.limits.every((limit, i) => meets(limit, metrics[first + i]![r]!));
      if (!holds || Number.isNaN(metrics[0]![r]!)) failed++;
    }
    return failed / block;
  });
}

interface Rival {
  readonly id: string;
  readonly name: string;
  /** Of the first objective. */
  readonly outcomes: Float64Array;
}

/** What could be chosen instead: cards whose limits the runs do not refute, the recommended one first. */
function rivalsOf(cards: readonly PolicyCard[], all: readonly LookedAt[]): Rival[] {
  return cards.flatMap(({ id, role, limits, words }) => {
    const own = all.find((one) => one.id === id);
    if (own === undefined || limits.some(({ holds }) => holds === 'no')) return [];
    const name =
      role === 'recommended'
        ? 'the recommended policy'
        : role === 'front'
          ? `"${words.join(' ')}"`
          : ROLES[role];
    return [{ id, name, outcomes: own.outcomes.metrics[0]! }];
  });
}

const ROLES = {
  'do-nothing': 'doing nothing',
  current: 'what is done today',
  'best-constant': 'the best value for all days',
} as const;

function betterOf({ aim }: DecisionSetup): 'less' | 'more' {
  return aim.objectives[0]?.direction === 'maximise' ? 'more' : 'less';
}

function knowingOf(
  setup: DecisionSetup,
  rivals: readonly Rival[],
  { x }: DrawTable,
  varying: readonly Varying[],
  seed: number,
): Knowing | null {
  if (varying.length === 0) return null;
  const block = replicationsOf(rivals, x, varying);
  return valueOfKnowing({
    ...{ factors: varying.map(({ factor }) => factor), x, seed },
    outcomes: rivals.map(({ outcomes }) => outcomes),
    replications: block,
    better: betterOf(setup),
  });
}

function replicationsOf(
  [first]: readonly Rival[],
  x: Float64Array,
  varying: readonly Varying[],
): number {
  return (first?.outcomes.length ?? 0) / (x.length / varying.length);
}

function regretTable(
  setup: DecisionSetup,
  rivals: readonly Rival[],
  { structureOf, draws }: DrawTable,
): RegretTable {
  return regretOf({
    outcomes: rivals.map(({ outcomes }) => outcomes),
    replications: (rivals[0]?.outcomes.length ?? 0) / draws,
    structureOf,
    weights: setup.subject.models.map(({ weight }) => weight),
    better: betterOf(setup),
  });
}

function tornadoRows(
  { rows }: Tornado,
  varying: readonly Varying[],
  words: FactorWords,
): Understanding['tornado'] {
  return rows.flatMap(({ factor, low, high, clear }) => {
    const end = ({ value, outcome, error }: typeof low) => ({
      at: factor.options?.[value] ?? words.value(factor.name, value),
      ...around(outcome, error),
    });
    if (!Number.isFinite(low.outcome) || !Number.isFinite(high.outcome)) return [];
    const unit = varying.find((own) => own.factor.name === factor.name)?.unit ?? '';
    return [{ factor: words.name(factor.name), unit, low: end(low), high: end(high), told: clear }];
  });

  function around(value: number, error: number) {
    const half = Number.isFinite(error) ? NEAR_90 * error : 0;
    return { value, low: value - half, high: value + half };
  }
}

function sharesOf({ rows }: Effects, words: FactorWords): Understanding['shares'] {
  return rows.map(({ factor, first, total }) => ({
    factor: words.name(factor.name),
    alone: { ...first },
    total: { ...total },
  }));
}

function chanceOf({ parts }: Effects): Understanding['chance'] {
  if (parts === null || !Number.isFinite(parts.chanceShare)) return null;
  const { chanceShare: value } = parts;
  return { value, low: value, high: value };
}

function boxesOf(
  { boxes, factors }: FailureBoxes,
  varying: readonly Varying[],
  sentences: readonly string[],
): Understanding['boxes'] {
  return boxes.map(({ limits, coverage, density }, i) => ({
    limits: limits.map(({ factor, low, high }) => ({
      factor: varying.find((own) => own.factor === factors[factor])?.words ?? '',
      low: low ?? null,
      high: high ?? null,
    })),
    ...{ coverage, density },
    words: sentences[i + 1] ?? sentences[0] ?? '',
  }));
}

function knowingRows({ rows }: Knowing, varying: readonly Varying[]): Understanding['knowing'] {
  return rows.map(({ factor, worth: { value, error } }) => {
    const { words = factor.name, unit = '' } =
      varying.find((own) => own.factor.name === factor.name) ?? {};
    const half = Number.isFinite(error) ? NEAR_90 * error : 0;
    return {
      factor: words,
      unit,
      worth: { value, low: Math.max(0, value - half), high: value + half },
    };
  });
}

function regretView(
  { rows }: RegretTable,
  rivals: readonly Rival[],
  { subject }: DecisionSetup,
): Understanding['regret'] {
  const finite = (value: number) => (Number.isFinite(value) ? value : 0);
  return {
    structures: subject.models.map(({ name, weight }) => ({ name, weight })),
    policies: rows.map(({ cells, mixture, mostRegret }, i) => ({
      id: rivals[i]?.id ?? '',
      by: cells.map(({ regret }) => finite(regret)),
      mixture: finite(mixture.regret),
      worst: finite(mostRegret.regret),
    })),
  };
}
