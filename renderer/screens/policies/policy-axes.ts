/** What policies are compared by: objectives, chances of limits, cost; as axes of charts. */
import type { DecisionTrace, DecisionView } from '../../../engine/studio/contract/decision-view.ts';
import type { FrontAxis, FrontKind, FrontPoint } from '../../charts/front.ts';
import { plannerText } from '../../words/planner-text.ts';
import type { TriedPolicy } from './tried-policies.ts';

export interface PolicyAxis extends FrontAxis {
  readonly key: string;
  /** At the head of a column. */
  readonly short: string;
  value(policy: TriedPolicy): number;
  /** 5 to 95 % of outcomes, of a chance how exact it is known. */
  bar(policy: TriedPolicy): readonly [number, number] | undefined;
}

/** Objectives first, then the chances of limits; `limits`: how often each is wanted, where that is known. */
export function policyAxes(
  trace: Pick<DecisionTrace, 'objectives' | 'limits'>,
  limits: readonly { readonly chance: number }[],
): PolicyAxis[] {
  return [
    ...trace.objectives.map(
      ({ words: sentence, unit, better }, i): PolicyAxis => ({
        ...namesOf(wishName(sentence)),
        ...{ key: `objective ${i}`, unit, better },
        value: ({ values }) => values[i] ?? Number.NaN,
        bar: ({ card }) => {
          const found = card?.objectives[i];
          return found && [found.p05, found.p95];
        },
      }),
    ),
    ...trace.limits.map(
      (words, i): PolicyAxis => ({
        ...{ key: `limit ${i}`, words: `Chance: ${lowerFirst(plannerText(words))}` },
        short: limitName(i, trace.limits.length),
        ...{ unit: '%', better: 'higher', within: [0, 100] },
        wanted: limits[i] && 100 * limits[i].chance,
        value: ({ chances }) => 100 * (chances[i] ?? Number.NaN),
        bar: ({ card }) => {
          const found = card?.limits[i];
          return found && [100 * found.low, 100 * found.high];
        },
      }),
    ),
  ];
}

/** What there is to draw where there is one wish and no limit. */
export const ORDER_AXIS: PolicyAxis = {
  ...{ key: 'order', words: 'In the order tried', short: 'Order', unit: '', better: 'neither' },
  value: ({ order }) => order,
  bar: () => undefined,
};

/**
 * What is drawn at first: two objectives against each other; of one objective, its value against the chance of the
 * limit that is hardest to keep.
 */
export function firstAxes(
  axes: readonly PolicyAxis[],
  policies: readonly TriedPolicy[],
  objectives: number,
): { readonly x: PolicyAxis; readonly y: PolicyAxis; readonly size: PolicyAxis | undefined } {
  const [first = ORDER_AXIS, second] = axes;
  if (objectives > 1) {
    return { x: first, y: second ?? ORDER_AXIS, size: objectives > 2 ? axes[2] : undefined };
  }
  return { x: first, y: tightest(axes.slice(1), policies) ?? ORDER_AXIS, size: undefined };
}

/** The limit that is kept least often over the policies of the front, or over all. */
function tightest(
  limits: readonly PolicyAxis[],
  policies: readonly TriedPolicy[],
): PolicyAxis | undefined {
  const front = policies.filter((policy) => policy.front);
  const seen = front.length > 0 ? front : policies;
  const mean = (axis: PolicyAxis) =>
    seen.reduce((sum, policy) => sum + axis.value(policy), 0) / Math.max(1, seen.length);
  return [...limits].sort((a, b) => mean(a) - mean(b))[0];
}

export function frontPoints(
  policies: readonly TriedPolicy[],
  { x, y, size }: ReturnType<typeof firstAxes>,
  letterOf: (id: string) => string | undefined,
): FrontPoint[] {
  return policies.map((policy) => ({
    id: policy.id,
    name: policy.name,
    kind: kindOf(policy),
    x: x.value(policy),
    y: y.value(policy),
    size: size?.value(policy),
    xBar: x.bar(policy),
    yBar: y.bar(policy),
    pin: letterOf(policy.id),
  }));
}

function kindOf({ role, front, feasible }: TriedPolicy): FrontKind {
  switch (role) {
    case 'tried':
      return feasible ? (front ? 'front' : 'other') : 'unfit';
    default:
      return role;
  }
}

/** A policy closely: every number, every wish, every chance, its cost; by axis. */
export function cardAxes(view: Pick<DecisionView, 'aim' | 'cards' | 'trace' | 'means'>) {
  const numbers = new Map<string, { words: string; unit: string }>();
  for (const { parameters } of view.cards)
    for (const { lever, name, words, unit } of parameters)
      numbers.set(`${lever} ${name}`, { words, unit });
  const axes = policyAxes(view.trace, view.aim.limits);
  const hasCost = view.cards.some(({ cost }) => cost !== null);
  return {
    axes: [
      ...[...numbers].map(([key, { words, unit }]) => ({ key: `number ${key}`, words, unit })),
      ...axes.map(({ key, short, unit }) => ({ key, words: short, unit })),
      ...(hasCost ? [{ key: 'cost', words: 'Total cost', unit: view.means.costs.currency }] : []),
    ],
    valuesOf(policy: TriedPolicy): (number | null)[] {
      const { card } = policy;
      return [
        ...[...numbers.keys()].map(
          (key) =>
            card?.parameters.find(({ lever, name }) => `${lever} ${name}` === key)?.value ?? null,
        ),
        ...axes.map((axis) => axis.value(policy)),
        ...(hasCost ? [card?.cost?.value ?? null] : []),
      ];
    },
  };
}

/** 'Minimise the total cost, on average' -> 'Total cost, on average'. */
export function wishName(sentence: string): string {
  const name = plannerText(sentence).replace(/^(Minimise|Maximise) (the )?/i, '');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function namesOf(words: string) {
  return { words, short: words };
}

/** 'Limit 2 kept': told in full beside. */
function limitName(i: number, limits: number): string {
  return limits === 1 ? 'Limit kept' : `Limit ${i + 1} kept`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
