/** What a planner would decide in each of the published environments, and the truth in which it shows how good that was. */
import type { GsimEnvironment } from '../../../engine/benchmark/gsim/environments.ts';
import type { Aim, Limit, Objective } from '../../../engine/decide/schemas/aim.ts';
import type { Means } from '../../../engine/decide/schemas/means.ts';
import {
  type CompiledSimulator,
  compileSimulator,
} from '../../../engine/simulator/compile/compile-simulator.ts';
import { workedSimulator } from '../worked-simulators.ts';

export interface Decision {
  /** The row from which it is decided. */
  readonly start: Readonly<Record<string, number>>;
  readonly means: Means;
  /** Least cost. */
  readonly aim: Aim;
  /** Least cost with a limit in 95 % of outcomes. */
  readonly limited: Aim;
  /** The simulator with the lever that is decided on. */
  readonly withLever: (compiled: CompiledSimulator) => CompiledSimulator;
  /** The true simulator, with the names that the structures found have. */
  readonly truth: () => CompiledSimulator;
}

const LEAST_COST: Objective = {
  direction: 'minimise',
  metric: { series: { kind: 'cost' }, how: 'mean', level: null },
  risk: { kind: 'mean' },
};

function aimOf(own: Pick<Aim, 'name' | 'horizon' | 'choices'>, limits: readonly Limit[] = []): Aim {
  return { ...own, objectives: [LEAST_COST], limits: [...limits], scenario: null, current: {} };
}

/** At most so much on all days, in 95 % of outcomes. */
function atMost(series: Limit['metric']['series'], level: number): Limit {
  return { metric: { series, how: 'peak', level: null }, is: 'at-most', level, chance: 0.95 };
}

const watching = (terms: readonly { output: string; weight: number }[], underway = 0) => ({
  terms: [...terms],
  ...{ delay: 0, window: 1, underway },
});

/** Order up to a level each day, counting stock, what is owed and the orders of the two days before: as many as are on the way. */
function supplyChain(): Decision {
  const own = {
    ...{ name: 'Orders', horizon: 60 },
    choices: [
      {
        lever: 'order',
        kinds: ['base-stock' as const],
        watch: watching(
          [
            { output: 'inventory', weight: 1 },
            { output: 'backlog', weight: -1 },
          ],
          2,
        ),
        ranges: { 'base-stock': { level: { low: 0, high: 60 }, every: { low: 1, high: 1 } } },
      },
    ],
  };
  return {
    start: { inventory: 15, backlog: 0, pipeline: 0 },
    means: {
      resources: [],
      costs: {
        currency: '€',
        items: [
          { of: 'inventory', per: 'unit', amount: 1 },
          { of: 'backlog', per: 'unit', amount: 9 },
        ],
      },
    },
    aim: aimOf(own),
    limited: aimOf(own, [atMost({ kind: 'named', name: 'backlog' }, 10)]),
    withLever: (compiled) => compiled,
    truth: () => workedSimulator('supply-chain'),
  };
}

/** Beds of both kinds, each at a price a day; every day of somebody in a bed is worth more. Specialists for patients of disease 1. */
function hospital(): Decision {
  const beds = (lever: string, low: number, high: number) => ({
    ...{ lever, kinds: ['constant' as const], watch: null },
    ranges: { constant: { value: { low, high } } },
  });
  const horizon = 60;
  return {
    start: { day: 0, icu: 0, standard: 0, patients0: 0, patients1: 0, patients2: 0, patients: 0 },
    means: {
      resources: [
        {
          ...{ name: 'specialists', words: 'places for patients of disease 1', unit: 'places' },
          ...{ low: 0, high: 80, default: 0, integer: true },
          serves: { output: 'patients1', there: 0 },
        },
      ],
      costs: {
        currency: '€',
        items: [
          { of: 'icu_places', per: 'unit', amount: 1.5 },
          { of: 'standard_places', per: 'unit', amount: 1 },
          { of: 'patients', per: 'unit', amount: -5 },
          { of: 'specialists', per: 'unit', amount: 1 },
        ],
      },
    },
    aim: aimOf({
      ...{ name: 'Beds', horizon },
      choices: [beds('standard_places', 0, 80), beds('icu_places', 0, 40)],
    }),
    limited: aimOf({ name: 'Specialists', horizon, choices: [beds('specialists', 0, 80)] }, [
      atMost({ kind: 'shortage', resource: 'specialists' }, 0),
    ]),
    withLever: (compiled) => compiled,
    truth: () =>
      compileSimulator(
        workedSimulator('hospital-beds')
          .source.replaceAll('icuBeds', 'icu_places')
          .replaceAll('standardBeds', 'standard_places'),
      ),
  };
}

/** Parameters that a lockdown makes smaller: how fast people infect each other. */
const CONTACTS = ['R0', 'beta'];
/** What a lockdown leaves of it: as a person would say it, and true. */
const LEFT = 0.3;

/**
 * A lockdown by trigger. No structure that is found has the lever, as none is in the data: it is put in, as a person would who edits
 * the simulator, at the parameter that says how fast people infect each other.
 */
function epidemic(): Decision {
  const own = {
    ...{ name: 'Lockdown', horizon: 90 },
    choices: [
      {
        lever: 'lockdown',
        kinds: ['trigger' as const],
        watch: watching([{ output: 'I', weight: 1 }]),
        ranges: {
          trigger: {
            on: { low: 0, high: 60 },
            least: { low: 1, high: 42 },
            ...{ after: { low: 1, high: 1 }, gap: { low: 0, high: 0 } },
            ...{ low: { low: 0, high: 0 }, high: { low: 1, high: 1 } },
          },
        },
      },
    ],
  };
  return {
    start: { S: 95, I: 3, R: 0 },
    means: {
      resources: [
        {
          ...{ name: 'beds', words: 'beds added', unit: 'beds' },
          ...{ low: 0, high: 100, default: 0, integer: true },
          serves: { output: 'I', there: 20 },
        },
      ],
      costs: {
        currency: '€',
        items: [
          { of: 'beds', per: 'shortage', amount: 1 },
          { of: 'lockdown', per: 'unit', amount: 4 },
          { of: 'lockdown', per: 'rise', amount: 20 },
        ],
      },
    },
    aim: aimOf(own),
    limited: aimOf(own, [atMost({ kind: 'named', name: 'I' }, 35)]),
    withLever: withLockdown,
    truth: () => withLockdown(workedSimulator('sir')),
  };
}

function withLockdown({ source, declaration }: CompiledSimulator): CompiledSimulator {
  const contacts = CONTACTS.find((name) => Object.hasOwn(declaration.parameters, name));
  if (contacts === undefined)
    throw new Error(`lockdown: none of ${CONTACTS.join(', ')} in ${declaration.title}`);
  const lever = `{ unit: 'on or off', meaning: 'lockdown', default: 0, low: 0, high: 1, integer: true }`;
  const given = source.match(/\n {2}levers: \{\},?/);
  const declared = `\n  levers: { lockdown: ${lever} },`;
  const own = given
    ? source.replace(given[0], declared)
    : source.replace(/\n {2}outputs: \{/, `${declared}$&`);
  const used = new RegExp(`parameters\\.${contacts}\\b`, 'g');
  const factor = `(world.levers.lockdown > 0 ? ${LEFT} : 1)`;
  return compileSimulator(
    own
      .replace(
        /step\(state, \{ ([^}]*) \}\) \{/g,
        'step(state, world) {\n        const { $1 } = world;',
      )
      .replace(used, `(parameters.${contacts} * ${factor})`),
  );
}

export const DECISIONS: Readonly<Record<GsimEnvironment['id'], () => Decision>> = {
  'supply-chain': supplyChain,
  'hospital-beds': hospital,
  'covid-sir': epidemic,
};
