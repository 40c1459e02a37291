/** How many servers (M/M/c queue; Erlang 1917, formula C)? */
import { type KnownProblem, leastCost } from './known-problem.ts';

/** Customers an hour, and how many of them one server serves. */
const ARRIVALS = 8;
const SERVED = 1;
/** Currency an hour of a server, and of a customer who waits. */
const SERVER = 1;
const WAITING = 2;

const source = `
export default {
  contract: 1,
  title: 'Counters',
  description: 'Customers come by chance and wait until one of the servers is free.',
  time: { unit: 'day', step: 1 },
  parameters: {
    arrivals: { prior: { kind: 'uniform', low: 0, high: 100 }, unit: '1/hour', meaning: 'customers an hour' },
    served: { prior: { kind: 'uniform', low: 0, high: 100 }, unit: '1/hour', meaning: 'customers an hour that a server serves' },
  },
  levers: {
    servers: { unit: 'servers', meaning: 'servers at work', default: 10, low: 9, high: 30, integer: true },
  },
  outputs: {
    there: { unit: 'customers', kind: 'count', meaning: 'customers there at the end of the day' },
    waiting: { unit: 'customers', kind: 'continuous', meaning: 'customers that waited, on average over the day' },
  },
  start(row) {
    return { there: row.there, waiting: row.waiting };
  },
  modules: [
    {
      name: 'queue', meaning: 'customers come, wait and are served', reads: ['there'], writes: ['there', 'waiting'],
      step(state, { parameters, levers, random }) {
        const { arrivals, served } = parameters;
        let waited = 0;
        let left = 24;
        while (left > 0) {
          const leaving = served * Math.min(state.there, levers.servers);
          const next = Math.min(left, random.exponential(arrivals + leaving));
          waited += next * Math.max(0, state.there - levers.servers);
          left -= next;
          if (left > 0) state.there += random.uniform() * (arrivals + leaving) < arrivals ? 1 : -1;
        }
        state.waiting = waited / 24;
      },
    },
  ],
  observe(state) {
    return { there: state.there, waiting: state.waiting };
  },
};
`;

/** Eight servers would be busy all the time; one costs half as much as a customer who waits. */
export const mmc: KnownProblem = {
  id: 'mmc',
  source,
  parameters: { arrivals: ARRIVALS, served: SERVED },
  start: { there: ARRIVALS / SERVED, waiting: 0 },
  ...leastCost({
    ...{ name: 'Servers', horizon: 14 },
    choice: { lever: 'servers', kinds: ['constant'], watch: null, ranges: {} },
    costs: [
      { of: 'servers', per: 'unit', amount: SERVER },
      { of: 'waiting', per: 'unit', amount: WAITING },
    ],
  }),
};

/** Expected cost of an hour in the steady state; Infinity where the queue grows without end. */
export function mmcCost(servers: number): number {
  return SERVER * servers + WAITING * meanWaiting(ARRIVALS / SERVED, servers);
}

/** The one number of servers of least cost. */
export const bestNumberOfServers = Array.from({ length: 30 }, (_, i) => i + 1).reduce((a, b) =>
  mmcCost(b) < mmcCost(a) ? b : a,
);

/** L_q = C(c, a) rho / (1 - rho), with Erlang's C from his B by recursion; a: load in servers. */
export function meanWaiting(load: number, servers: number): number {
  if (load >= servers) return Number.POSITIVE_INFINITY;
  let blocking = 1;
  for (let c = 1; c <= servers; c++) blocking = (load * blocking) / (c + load * blocking);
  const share = load / servers;
  const delayed = blocking / (1 - share * (1 - blocking));
  return (delayed * share) / (1 - share);
}
