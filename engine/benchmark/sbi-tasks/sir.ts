import { openRandom } from '../../calibrate/streams.ts';
import { logBinomialMass } from '../../simulator/kernel/special.ts';
import { createBenchmark } from './benchmark-task.ts';
import { sampleGrid } from './grid-sampler.ts';

const PEOPLE = 1e6;
/** Looked at each time. */
const TESTED = 1000;
const TIMES = 10;
const DAYS_BETWEEN = 17;
/** ln of contact and recovery rate: normal with these means and deviations. */
const PRIOR = { contact: [Math.log(0.4), 0.5], recovery: [Math.log(0.125), 0.2] } as const;

/**
 * An epidemic, deterministic, among a million of whom one is infected on day 0; seen is how many of 1,000 people are infected
 * on days 0, 17, ..., 153. Rates per day.
 */
export const sir = createBenchmark({
  id: 'sir',
  names: ['contact rate', 'recovery rate'],
  priors: [
    { kind: 'log-normal', median: 0.4, sigma: 0.5 },
    { kind: 'log-normal', median: 0.125, sigma: 0.2 },
  ],
  observations: TIMES,
  members: 1,
  scales: new Array<'sqrt'>(TIMES).fill('sqrt'),
  simulate([contact, recovery], random, x) {
    infected(contact!, recovery!).forEach((share, time) => {
      x[time] = random.binomial(TESTED, share);
    });
  },
  reference(observed, count, seed) {
    const density = {
      low: Object.values(PRIOR).map(([mean, sd]) => mean - 6 * sd),
      high: Object.values(PRIOR).map(([mean, sd]) => mean + 6 * sd),
      cells: 64,
      logDensity: ([contact, recovery]: Float64Array) =>
        logPrior(contact!, recovery!) +
        logLikelihood(Math.exp(contact!), Math.exp(recovery!), observed),
    };
    const random = openRandom(seed, 'benchmark/sir/reference', 0);
    return sampleGrid(density, count, random).map(Math.exp);
  },
  logPosterior(parameters, observed) {
    const [contact, recovery] = [parameters[0]!, parameters[1]!];
    if (!(contact > 0 && recovery > 0)) return Number.NEGATIVE_INFINITY;
    const [u, v] = [Math.log(contact), Math.log(recovery)];
    return logPrior(u, v) - u - v + logLikelihood(contact, recovery, observed);
  },
});

/** Density of the logarithms. */
function logPrior(contact: number, recovery: number): number {
  const [a, b] = [PRIOR.contact, PRIOR.recovery];
  return -0.5 * (((contact - a[0]) / a[1]) ** 2 + ((recovery - b[0]) / b[1]) ** 2);
}

function logLikelihood(contact: number, recovery: number, observed: Float64Array): number {
  return infected(contact, recovery).reduce(
    (sum, share, time) => sum + logBinomialMass(observed[time]!, TESTED, Math.max(share, 1e-300)),
    0,
  );
}

/** Share of the infected at each time: Runge and Kutta's method of order 4, steps the shorter the faster it goes. */
function infected(contact: number, recovery: number): Float64Array {
  const steps = DAYS_BETWEEN * Math.max(2, Math.ceil(3 * (contact + recovery)));
  const h = DAYS_BETWEEN / steps;
  const shares = new Float64Array(TIMES);
  let s = 1 - 1 / PEOPLE;
  let i = 1 / PEOPLE;
  for (let time = 0; ; time++) {
    shares[time] = Math.min(1 - 1e-12, Math.max(0, i));
    if (time === TIMES - 1) return shares;
    for (let step = 0; step < steps; step++) {
      const a = contact * s * i;
      const b = a - recovery * i;
      const s2 = s - (h / 2) * a;
      const i2 = i + (h / 2) * b;
      const a2 = contact * s2 * i2;
      const b2 = a2 - recovery * i2;
      const s3 = s - (h / 2) * a2;
      const i3 = i + (h / 2) * b2;
      const a3 = contact * s3 * i3;
      const b3 = a3 - recovery * i3;
      const s4 = s - h * a3;
      const i4 = i + h * b3;
      const a4 = contact * s4 * i4;
      const b4 = a4 - recovery * i4;
      s -= (h / 6) * (a + 2 * a2 + 2 * a3 + a4);
      i += (h / 6) * (b + 2 * b2 + 2 * b3 + b4);
    }
  }
}
