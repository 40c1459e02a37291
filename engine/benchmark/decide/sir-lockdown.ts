/** When to begin a lockdown, and for how long: by trigger, in an epidemic. No closed form: the best is found by trying all. */
import { openRandom } from '../../calibrate/streams.ts';
import { type KnownProblem, leastCost } from './known-problem.ts';

const PEOPLE = 500;
const ILL_AT_START = 5;
const DAYS = 180;
const BETA = 0.3;
const GAMMA = 0.1;
/** Infectious people whom everybody meets beside them: travellers. A lockdown does not keep the disease out for good. */
const TRAVELLERS = 1;
/** What is left of contacts in a lockdown. */
const CONTACTS = 0.3;
const BEDS = 40;
/** Currency a day: of somebody infectious for whom there is no bed, and of a lockdown; and of each beginning of one. */
const UNSERVED = 1;
const LOCKDOWN = 5;
const BEGINNING = 40;

const source = `
export default {
  contract: 1,
  title: 'Epidemic with lockdowns',
  description: 'Susceptible, infectious and recovered people; a lockdown leaves a part of all contacts.',
  time: { unit: 'day', step: 1 },
  parameters: {
    beta: { prior: { kind: 'uniform', low: 0, high: 2 }, unit: '1/day', meaning: 'contacts that infect' },
    gamma: { prior: { kind: 'uniform', low: 0, high: 1 }, unit: '1/day', meaning: 'chance to recover within a day' },
    travellers: { prior: { kind: 'uniform', low: 0, high: 100 }, unit: 'people', meaning: 'infectious travellers whom everybody meets' },
    beds: { prior: { kind: 'integer', low: 0, high: 1000 }, unit: 'beds', meaning: 'beds' },
    contacts: { prior: { kind: 'uniform', low: 0, high: 1 }, unit: '', meaning: 'share of contacts left in a lockdown' },
  },
  levers: {
    lockdown: { unit: 'on or off', meaning: 'lockdown', default: 0, low: 0, high: 1, integer: true },
  },
  outputs: {
    S: { unit: 'people', kind: 'count', meaning: 'susceptible people' },
    I: { unit: 'people', kind: 'count', meaning: 'infectious people' },
    R: { unit: 'people', kind: 'count', meaning: 'recovered people' },
    unserved: { unit: 'people', kind: 'count', meaning: 'infectious people for whom there is no bed' },
  },
  start(row) {
    return { S: row.S, I: row.I, R: row.R };
  },
  modules: [
    {
      name: 'day', meaning: 'people are infected and recover', reads: ['S', 'I', 'R'], writes: ['S', 'I', 'R'],
      step(state, { parameters, levers, random }) {
        const meets = levers.lockdown > 0 ? parameters.contacts : 1;
        const people = state.S + state.I + state.R;
        const risk = 1 - Math.exp((-parameters.beta * (meets * state.I + parameters.travellers)) / people);
        const infected = random.binomial(state.S, risk);
        const recovered = random.binomial(state.I, parameters.gamma);
        state.S -= infected;
        state.I += infected - recovered;
        state.R += recovered;
      },
    },
  ],
  observe(state, { parameters }) {
    const unserved = Math.max(0, state.I - parameters.beds);
    return { S: state.S, I: state.I, R: state.R, unserved };
  },
};
`;

/** Infectious people above which a lockdown begins, and days that it lasts at least. It ends once they are fewer. */
interface LockdownRule {
  readonly on: number;
  readonly least: number;
}

const RANGES = { on: { low: 1, high: 60 }, least: { low: 1, high: 42 } };

export const sirLockdown: KnownProblem = {
  id: 'sir-lockdown',
  source,
  parameters: { beta: BETA, gamma: GAMMA, travellers: TRAVELLERS, beds: BEDS, contacts: CONTACTS },
  start: { S: PEOPLE - ILL_AT_START, I: ILL_AT_START, R: 0, unserved: 0 },
  ...leastCost({
    ...{ name: 'Lockdown', horizon: DAYS },
    choice: {
      lever: 'lockdown',
      kinds: ['trigger'],
      watch: { terms: [{ output: 'I', weight: 1 }], delay: 0, window: 1, underway: 0 },
      ranges: {
        trigger: {
          ...RANGES,
          after: { low: 1, high: 1 },
          low: { low: 0, high: 0 },
          high: { low: 1, high: 1 },
          gap: { low: 0, high: 0 },
        },
      },
    },
    costs: [
      { of: 'unserved', per: 'unit', amount: UNSERVED },
      { of: 'lockdown', per: 'unit', amount: LOCKDOWN },
      { of: 'lockdown', per: 'rise', amount: BEGINNING },
    ],
  }),
};

/** Runs first..first + count - 1 of a rule: cost of a day of each. The same law as the simulator's, written for speed. */
export function lockdownCosts(
  { on, least }: LockdownRule,
  { seed, first, count }: { readonly seed: number; readonly first: number; readonly count: number },
): Float64Array {
  return Float64Array.from({ length: count }, (_, at) => {
    const random = openRandom(seed, 'benchmark/sir-lockdown', first + at);
    let [S, I, cost] = [PEOPLE - ILL_AT_START, ILL_AT_START, 0];
    let since = 0;
    for (let day = 1; day <= DAYS; day++) {
      const isOver = since >= least && I < on;
      since = since > 0 ? (isOver ? 0 : since + 1) : I > on ? 1 : 0;
      if (since === 1) cost += BEGINNING;
      const met = (since > 0 ? CONTACTS : 1) * I + TRAVELLERS;
      const risk = 1 - Math.exp((-BETA * met) / PEOPLE);
      const infected = random.binomial(S, risk);
      const recovered = random.binomial(I, GAMMA);
      S -= infected;
      I += infected - recovered;
      cost += UNSERVED * Math.max(0, I - BEDS) + (since > 0 ? LOCKDOWN : 0);
    }
    return cost / DAYS;
  });
}

/** Rounds of the brute force: runs of each rule that is left, and how many are left then. */
const ROUNDS = [
  { runs: 60, left: 200 },
  { runs: 500, left: 30 },
  { runs: 4000, left: 4 },
  { runs: 20_000, left: 1 },
] as const;

/** All rules of the ranges on the same luck, ever more of it for the better ones. Some 12 s. */
export function bestLockdown(seed: number): LockdownRule {
  const sums = new Map<LockdownRule, { runs: number; total: number }>();
  for (let on = RANGES.on.low; on <= RANGES.on.high; on++)
    for (let least = RANGES.least.low; least <= RANGES.least.high; least++)
      sums.set({ on, least }, { runs: 0, total: 0 });
  for (const { runs, left } of ROUNDS) {
    for (const [rule, sum] of sums) {
      const costs = lockdownCosts(rule, { seed, first: sum.runs, count: runs - sum.runs });
      sum.total += costs.reduce((total, cost) => total + cost, 0);
      sum.runs = runs;
    }
    const ordered = [...sums].sort(([, a], [, b]) => a.total / a.runs - b.total / b.runs);
    for (const [rule] of ordered.slice(left)) sums.delete(rule);
  }
  const [best] = sums.keys();
  if (best === undefined) throw new Error('lockdown: no rule');
  return best;
}
