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
  /** Least stock, places or measures with a limit in 95 % of outcomes. */
  readonly limited: Aim;
  /** The simulator with the lever that is decided on. */
  readonly withLever: (compiled: CompiledSimulator) => CompiledSimulator;
  /** The true simulator, with the names that the structures found have. */
  readonly truth: () => CompiledSimulator;
}

/** As little as possible on average over days and outcomes. */
function least(series: Objective['metric']['series']): Objective {
  const metric = { series, how: 'mean', level: null } as const;
  return { direction: 'minimise', metric, risk: { kind: 'mean' } };
}

type Asked = Pick<Aim, 'name' | 'horizon' | 'choices'>;

function leastCost(own: Asked): Aim {
  const objectives = [least({ kind: 'cost' })];
  return { ...own, objectives, limits: [], scenario: null, current: {} };
}

/** As little of this as the limit allows. */
function leastOf(name: string, own: Asked, limit: Limit): Aim {
  const objectives = [least({ kind: 'named', name })];
  return { ...own, objectives, limits: [limit], scenario: null, current: {} };
}

/** At most so much on all days, in 95 % of outcomes. */
function atMost(series: Limit['metric']['series'], level: number): Limit {
  return { metric: { series, how: 'peak', level: null }, is: 'at-most', level, chance: 0.95 };
}

/** Of a schedule of four stretches. */
function inStretches(low: number, high: number) {
  return Object.fromEntries([1, 2, 3, 4].map((i) => [`value${i}`, { low, high }]));
}

/** What is ordered is agreed for eight weeks ahead, in four stretches; to owe an item costs twenty times as much as to keep one. */
function supplyChain(): Decision {
  const own = {
    ...{ name: 'Orders', horizon: 56 },
    choices: [
      {
        ...{ lever: 'order', kinds: ['schedule' as const], watch: null },
        ranges: { schedule: inStretches(2, 10) },
      },
    ],
  };
  return {
    start: { inventory: 20, backlog: 0, pipeline: 0 },
    means: {
      resources: [],
      costs: {
        currency: '€',
        items: [
          { of: 'inventory', per: 'unit', amount: 1 },
          { of: 'backlog', per: 'unit', amount: 20 },
        ],
      },
    },
    aim: leastCost(own),
    limited: leastOf('inventory', own, atMost({ kind: 'named', name: 'backlog' }, 10)),
    withLever: (compiled) => compiled,
    truth: () => workedSimulator('supply-chain'),
  };
}

/** Standard beds beside five of intensive care; a day of a patient in a bed is worth twenty days of a bed. In the limit, places for all with disease 1. */
function hospital(): Decision {
  const beds = (lever: string, low: number, high: number) => ({
    ...{ lever, kinds: ['constant' as const], watch: null },
    ranges: { constant: { value: { low, high } } },
  });
  const horizon = 28;
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
          { of: 'standard_places', per: 'unit', amount: 1 },
          { of: 'patients', per: 'unit', amount: -20 },
        ],
      },
    },
    aim: leastCost({
      ...{ name: 'Beds', horizon },
      choices: [beds('standard_places', 0, 80)],
    }),
    limited: leastOf(
      'specialists',
      { name: 'Specialists', horizon, choices: [beds('specialists', 0, 80)] },
      atMost({ kind: 'shortage', resource: 'specialists' }, 0),
    ),
    withLever: (compiled) => compiled,
    truth: () =>
      compileSimulator(
        workedSimulator('hospital-beds')
          .source.replaceAll('icuBeds', 'icu_places')
          .replaceAll('standardBeds', 'standard_places'),
      ),
  };
}

/** Parameters that measures make smaller: how fast people infect each other. */
const CONTACTS = ['R0', 'beta'];
/** What the strictest measures take away of it: as a person would say it, and true. */
const TAKEN = 0.8;

/**
 * Measures against contacts, announced for sixty days in four stretches; a bed that is missing for a day costs as much as
 * a day of the strictest measures. No structure that is found has the lever, as none is in the data: it is put in, as a person would
 * who edits the simulator, at the parameter that says how fast people infect each other.
 */
function epidemic(): Decision {
  const own = {
    ...{ name: 'Measures', horizon: 60 },
    choices: [{ lever: 'measures', kinds: ['schedule' as const], watch: null, ranges: {} }],
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
          { of: 'beds', per: 'shortage', amount: 10 },
          { of: 'measures', per: 'unit', amount: 10 },
        ],
      },
    },
    aim: leastCost(own),
    limited: leastOf('measures', own, atMost({ kind: 'named', name: 'I' }, 35)),
    withLever: withMeasures,
    truth: () => withMeasures(workedSimulator('sir')),
  };
}

function withMeasures({ source, declaration }: CompiledSimulator): CompiledSimulator {
  const contacts = CONTACTS.find((name) => Object.hasOwn(declaration.parameters, name));
  if (contacts === undefined)
    throw new Error(`measures: none of ${CONTACTS.join(', ')} in ${declaration.title}`);
  const lever = `{ unit: 'share', meaning: 'strictness of measures', default: 0, low: 0, high: 1 }`;
  const given = source.match(/\n {2}levers: \{\},?/);
  const declared = `\n  levers: { measures: ${lever} },`;
  const own = given
    ? source.replace(given[0], declared)
    : source.replace(/\n {2}outputs: \{/, `${declared}$&`);
  const used = new RegExp(`parameters\\.${contacts}\\b`, 'g');
  const factor = `(1 - ${TAKEN} * world.levers.measures)`;
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
