/** Problems with known best answers: what the studio recommends costs so much more than the best. */
import type { KnownProblem } from '../../../engine/benchmark/decide/known-problem.ts';
import { numberOf } from '../../../engine/benchmark/decide/known-problem.ts';
import { bestNumberOfServers, mmc, mmcCost } from '../../../engine/benchmark/decide/mmc.ts';
import {
  bestNumberOfPapers,
  newsvendor,
  newsvendorCost,
} from '../../../engine/benchmark/decide/newsvendor.ts';
import {
  bestLockdown,
  lockdownCosts,
  sirLockdown,
} from '../../../engine/benchmark/decide/sir-lockdown.ts';
import { bestSs, ssCost, ssInventory } from '../../../engine/benchmark/decide/ss-inventory.ts';
import type { PolicyChoice } from '../../../engine/decide/schemas/policy-choice.ts';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import type { Simulate } from '../../../engine/simulator/simulation.ts';
import type { Row } from '../report.ts';
import { modelOf, recommend, startEpisode } from './recommend.ts';

interface Known {
  readonly problem: KnownProblem;
  readonly costOf: (policy: PolicyChoice) => number;
  readonly best: number;
  readonly words: string;
}

type Id = KnownProblem['id'];

/** Opened only where asked for: the best lockdown takes a while to find. */
const KNOWN: Readonly<Record<Id, () => Known>> = {
  newsvendor: () => ({
    problem: newsvendor,
    costOf: (policy) => newsvendorCost(numberOf(policy, 'value')),
    best: newsvendorCost(bestNumberOfPapers),
    words: `closed form: critical fractile, ${bestNumberOfPapers.toFixed(1)} papers`,
  }),
  mmc: () => ({
    problem: mmc,
    costOf: (policy) => mmcCost(numberOf(policy, 'value')),
    best: mmcCost(bestNumberOfServers),
    words: `closed form: Erlang C, ${bestNumberOfServers} servers`,
  }),
  ss: () => {
    const { below, level, cost } = bestSs();
    return {
      problem: ssInventory,
      costOf: (policy) => {
        const own = numberOf(policy, 'level');
        return ssCost(own - numberOf(policy, 'gap'), own);
      },
      best: cost,
      words: `published: (${below}, ${level}), ${cost.toFixed(3)} a day (Zheng, Federgruen 1991); every (s, S) exactly`,
    };
  },
  'sir-lockdown': () => {
    const fresh = { seed: 2, first: 0, count: 40_000 };
    const best = bestLockdown(1);
    const meanOf = (rule: { readonly on: number; readonly least: number }) =>
      lockdownCosts(rule, fresh).reduce((sum, cost) => sum + cost, 0) / fresh.count;
    return {
      problem: sirLockdown,
      costOf: (policy) => meanOf({ on: numberOf(policy, 'on'), least: numberOf(policy, 'least') }),
      best: meanOf(best),
      words: `all 2,520 rules tried: above ${best.on}, for ${best.least} days at least; ${fresh.count} fresh runs`,
    };
  },
};

export const KNOWN_IDS = Object.keys(KNOWN) as readonly Id[];

/** Median over seeds 1..repeats, and the worst in the words beside it. */
export async function knownRows(id: Id, repeats: number, simulate: Simulate): Promise<Row[]> {
  const { problem, costOf, best, words } = KNOWN[id]();
  const { parameters, start, source, aim, means } = problem;
  const compiled = compileSimulator(source);
  const model = modelOf(compiled, {
    sets: [Object.keys(compiled.declaration.parameters).map((name) => parameters[name]!)],
    episodes: [startEpisode(start)],
  });
  const excesses: number[] = [];
  for (let seed = 1; seed <= repeats; seed++) {
    const found = await recommend({ models: [model], aim, means, record: 0, seed, simulate });
    const [policy] = Object.values(found.policies);
    if (policy === undefined) throw new Error(`${id}: no policy`);
    excesses.push(costOf(policy) / best - 1);
    console.error(`${id} ${seed}: ${excesses.at(-1)!.toFixed(5)} ${found.words}`);
  }
  const ascending = excesses.toSorted((a, b) => a - b);
  const row = (part: string, value: number): Row => ({
    id: `decide.${id}.${part}`,
    ...{ value, unit: 'share of the least cost', better: 'lower', target: 0.01 },
    reference: words,
  });
  return [
    row('excess', ascending[Math.floor(ascending.length / 2)]!),
    row('excess.worst', ascending.at(-1)!),
  ];
}
