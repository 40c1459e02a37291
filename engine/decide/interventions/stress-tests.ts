/** What may happen to any system of its kind, ready-made: each a scenario that begins on the first day ahead. */
import type { Declaration } from '../../simulator/declaration.ts';
import {
  burdenFields,
  capacityInputs,
  capacityLevers,
  capacityParameters,
  deliveryModules,
  inflowInputs,
  inflowRates,
  isDemand,
  leadTimes,
  leavingRates,
  spreadingRates,
  stayTimes,
} from '../meanings.ts';
import { dayOfRow } from '../moment-words.ts';
import type { NameOf } from '../plain-names.ts';
import type { Change, DatedChange } from '../schemas/dated-change.ts';
import type { ResourceChoice } from '../schemas/means.ts';
import type { Moment } from '../schemas/moment.ts';
import type { Scenario } from '../schemas/scenario.ts';
import { effectWords } from './change-words.ts';

export interface StressTest {
  readonly id: string;
  readonly words: string;
  readonly scenario: Scenario;
}

export interface StressFacts {
  /** Heaviest first. */
  readonly declarations: readonly Declaration[];
  readonly resources: readonly ResourceChoice[];
  /** Resources that policies set; default none. Others that nothing is there of by default are never missing. */
  readonly ruled?: readonly string[];
  readonly names: NameOf;
  /** Row before the first one ahead. */
  readonly last: number;
  /** Of rows from 0 on; null: undated. */
  readonly dates: readonly string[] | null;
}

/** Those that fit what the structures are about. */
export function stressTests(facts: StressFacts): StressTest[] {
  return ROWS.flatMap((row) => {
    const changes = uniqueChanges(facts.declarations.flatMap((one) => row.changes(one, facts)));
    if (changes.length === 0) return [];
    const [first] = facts.declarations;
    const timeUnit = first?.time.unit ?? 'step';
    const steps = row.days === undefined ? undefined : stepsIn(row.days, first);
    const to = steps === undefined ? null : dayOfRow(facts.dates, facts.last + steps);
    const scenario: Scenario = {
      name: row.title,
      notes: row.notes,
      parent: null,
      changes: changes.map((change, i) => dated(`${row.id}-${i + 1}`, change, to)),
      policies: {},
    };
    const words = `${row.title}: ${changes.map((one) => effectWords(one, { names: facts.names, timeUnit })).join(', ')}${row.span}`;
    return [{ id: row.id, words, scenario }];
  });
}

interface StressRow {
  readonly id: string;
  readonly title: string;
  readonly notes: string;
  /** How long; absent: to the end. */
  readonly days?: number;
  /** The same in words. */
  readonly span: string;
  changes(declaration: Declaration, facts: StressFacts): readonly Change[];
}

/** Things that come in, by what the structure is told or by its own numbers; else what spreads. */
function moreComing(declaration: Declaration, value: number): Change[] {
  const inputs = inflowInputs(declaration);
  if (inputs.length > 0)
    return inputs.map((input) => ({ kind: 'input', how: 'scale', input, value }));
  const rates = inflowRates(declaration);
  return scaled(rates.length > 0 ? rates : spreadingRates(declaration), value);
}

function scaled(parameters: readonly string[], value: number): Change[] {
  return parameters.map((parameter) => ({ kind: 'parameter', how: 'scale', parameter, value }));
}

const ROWS: readonly StressRow[] = [
  {
    id: 'surge-week',
    title: 'Surge week',
    notes: 'Much more than usual comes in for a week.',
    days: 7,
    span: ' for a week',
    changes: (declaration) => moreComing(declaration, 1.3),
  },
  {
    id: 'surge-fortnight',
    title: 'Two hard weeks',
    notes: 'Half as much again as usual comes in for two weeks.',
    days: 14,
    span: ' for two weeks',
    changes: (declaration) => moreComing(declaration, 1.5),
  },
  {
    id: 'demand-shock',
    title: 'Demand shock',
    notes: 'Demand rises and stays there.',
    span: ' from now on',
    changes: (declaration) =>
      moreComing(declaration, 1.5).filter((change) => {
        const { inputs, parameters } = declaration;
        if (change.kind === 'input')
          return isDemand(change.input, inputs[change.input]?.meaning ?? '');
        if (change.kind !== 'parameter') return false;
        return isDemand(change.parameter, parameters[change.parameter]?.meaning ?? '');
      }),
  },
  {
    id: 'supplier-delay',
    title: 'Supplier delay',
    notes: 'What was ordered takes longer to arrive.',
    span: ' from now on',
    changes: (declaration) => {
      const times = leadTimes(declaration);
      if (times.length > 0)
        return times.flatMap((name) => {
          // Whole times stay whole.
          const isWhole = declaration.parameters[name]?.prior.kind === 'integer';
          return scaled([name], isWhole ? 2 : 1.5);
        });
      return deliveryModules(declaration).map((module) => ({ kind: 'delay', module, by: 3 }));
    },
  },
  {
    id: 'absence',
    title: 'Absence',
    notes: 'A fifth of what there is to work with is missing for two weeks.',
    days: 14,
    span: ' for two weeks',
    changes: (declaration, { resources, ruled = [] }) => [
      ...[
        ...capacityLevers(declaration),
        ...resources
          .filter((one) => one.default > 0 || ruled.includes(one.name))
          .map(({ name }) => name),
      ].map((lever): Change => ({ kind: 'lever', how: 'scale', lever, value: 0.8 })),
      ...scaled(capacityParameters(declaration), 0.8),
      ...capacityInputs(declaration).map(
        (input): Change => ({ kind: 'input', how: 'scale', input, value: 0.8 }),
      ),
    ],
  },
  {
    id: 'longer-stays',
    title: 'Longer stays',
    notes: 'Everything takes a fifth longer.',
    span: ' from now on',
    changes: (declaration) => {
      const times = stayTimes(declaration);
      return times.length > 0
        ? scaled(times, 1.2)
        : scaled(leavingRates(declaration), Number((1 / 1.2).toPrecision(3)));
    },
  },
  {
    id: 'sudden-event',
    title: 'Sudden event',
    notes: 'Everything at once, on a single day.',
    days: 1,
    span: ' on one day',
    changes: (declaration) => {
      const isFed = inflowInputs(declaration).length + inflowRates(declaration).length > 0;
      if (isFed) return moreComing(declaration, 3);
      return burdenFields(declaration).map((field) => ({
        ...{ kind: 'state', how: 'scale', field, value: 1.2 },
      }));
    },
  },
];

const DAYS_OF: Readonly<Record<Declaration['time']['unit'], number>> = {
  ...{ minute: 1 / 1440, hour: 1 / 24, day: 1, week: 7, month: 30, year: 365, step: 1 },
};

function stepsIn(days: number, declaration: Declaration | undefined): number {
  const { unit, step } = declaration?.time ?? { unit: 'day', step: 1 };
  return Math.max(1, Math.round(days / (DAYS_OF[unit] * step)));
}

function uniqueChanges(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}

function dated(id: string, change: Change, to: Moment | null): DatedChange {
  return {
    ...{ id, words: '', change, from: null, to: change.kind === 'state' ? null : to },
    cost: { once: 0, perStep: 0 },
    on: true,
  };
}
