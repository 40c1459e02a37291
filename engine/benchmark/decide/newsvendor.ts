/** Papers are bought in the morning for an unknown demand (Arrow, Harris, Marschak 1951; Porteus 2002, section 1.2). */
import { normalCdf, normalQuantile } from '../../calibrate/special.ts';
import { type KnownProblem, leastCost } from './known-problem.ts';

const DEMAND = { mean: 100, sd: 30 };
/** Currency per paper too many, and too few. */
const TOO_MANY = 1;
const TOO_FEW = 4;

const source = `
export default {
  contract: 1,
  title: 'Newsvendor',
  description: 'Papers are bought every morning; what is left in the evening is worth nothing.',
  time: { unit: 'day', step: 1 },
  parameters: {
    mean: { prior: { kind: 'uniform', low: 0, high: 500 }, unit: 'papers/day', meaning: 'mean demand' },
    sd: { prior: { kind: 'uniform', low: 0, high: 100 }, unit: 'papers/day', meaning: 'standard deviation of the demand' },
  },
  levers: {
    bought: { unit: 'papers', meaning: 'papers bought in the morning', default: 100, low: 0, high: 300 },
  },
  outputs: {
    unsold: { unit: 'papers', kind: 'continuous', meaning: 'papers left in the evening' },
    missed: { unit: 'papers', kind: 'continuous', meaning: 'papers that were asked for and not there' },
  },
  start(row) {
    return { unsold: row.unsold, missed: row.missed };
  },
  modules: [
    {
      name: 'sale', meaning: 'customers come', reads: [], writes: ['unsold', 'missed'],
      step(state, { parameters, levers, random }) {
        const demand = random.normal(parameters.mean, parameters.sd);
        state.unsold = Math.max(0, levers.bought - demand);
        state.missed = Math.max(0, demand - levers.bought);
      },
    },
  ],
  observe(state) {
    return { unsold: state.unsold, missed: state.missed };
  },
};
`;

/** The demand of a day is normal, 100 with a standard deviation of 30; a paper too few costs four times one too many. */
export const newsvendor: KnownProblem = {
  id: 'newsvendor',
  source,
  parameters: DEMAND,
  start: { unsold: 0, missed: 0 },
  ...leastCost({
    ...{ name: 'Papers', horizon: 7 },
    choice: { lever: 'bought', kinds: ['constant'], watch: null, ranges: {} },
    costs: [
      { of: 'unsold', per: 'unit', amount: TOO_MANY },
      { of: 'missed', per: 'unit', amount: TOO_FEW },
    ],
  }),
};

/** Papers at the critical fractile of the demand. */
export const bestNumberOfPapers =
  DEMAND.mean + DEMAND.sd * normalQuantile(TOO_FEW / (TOO_FEW + TOO_MANY));

/** Expected cost of a day: sd ((h + p) L(z) + h z), L(z) = phi(z) - z (1 - Phi(z)) the loss function. */
export function newsvendorCost(bought: number): number {
  const z = (bought - DEMAND.mean) / DEMAND.sd;
  const density = Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
  const loss = density - z * (1 - normalCdf(z));
  return DEMAND.sd * ((TOO_MANY + TOO_FEW) * loss + TOO_MANY * z);
}
