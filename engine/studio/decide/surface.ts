/** Objectives and limits over two numbers of a policy, all the others held: on a grid, all points with the same luck. */
import { limitOf } from '../../decide/aims/limits.ts';
import { riskOf } from '../../decide/aims/risk.ts';
import { runCourse } from '../../decide/evaluate/run-course.ts';
import { BLOCK } from '../../decide/evaluate/share-out.ts';
import { sentenceCase } from '../../decide/number-words.ts';
import { policyRow } from '../../decide/policies/registry.ts';
import type { Policies } from '../../decide/search/search-task.ts';
import { limitAtOnce } from '../../discover/llm/at-once.ts';
import type { SurfaceRequest, SurfaceResult } from '../contract/decision-view.ts';
import { UseCaseError } from '../use-case-error.ts';
import type { DecisionSetup } from './decision-setup.ts';

type Axis = SurfaceRequest['across'];

const AT_ONCE = 4;

/** Throws UseCaseError 'bad-option' for numbers that the policies do not have; rejects as `simulate` does, and when called off. */
export async function surfaceOf(
  setup: DecisionSetup,
  policies: Policies,
  { across, up, points, runs }: Omit<SurfaceRequest, 'run' | 'candidate'>,
  { seed, signal }: { readonly seed: number; readonly signal: AbortSignal },
): Promise<SurfaceResult> {
  const { aim, course, scenario, metrics } = setup;
  const [xs, ys] = [across, up].map((axis) => valuesOf(setup, policies, axis, points)) as [
    number[],
    number[],
  ];
  const count = Math.ceil(runs / BLOCK) * BLOCK;
  const size = xs.length * ys.length;
  const objectives = aim.objectives.map(() => new Float64Array(size));
  const limits = aim.limits.map(() => new Float64Array(size));
  const atOnce = limitAtOnce(AT_ONCE);
  const at = async (place: number) => {
    const x = xs[place % xs.length]!;
    const y = ys[Math.floor(place / xs.length)]!;
    const own = { scenario, policies: withValue(withValue(policies, across, x), up, y) };
    const range = { seed, first: 0, count };
    const { metrics: values, block } = await runCourse(course, own, range, metrics, { signal });
    aim.objectives.forEach(({ risk, direction }, i) => {
      objectives[i]![place] = riskOf(risk, direction, { values: values[i]!, block }).value;
    });
    aim.limits.forEach((limit, i) => {
      const told = { values: values[aim.objectives.length + i]!, block };
      limits[i]![place] = limitOf(limit, told).value;
    });
  };
  await Promise.all(Array.from({ length: size }, (_, place) => atOnce(() => at(place))));
  const all = [...objectives, ...limits];
  return {
    ...{ across: xs, up: ys, objectives, limits },
    notes: [
      ...idleNote(setup, across, policies, all, (place) => place - (place % xs.length)),
      ...idleNote(setup, up, policies, all, (place) => place % xs.length),
    ],
  };
}

function valuesOf(
  { levers, aim }: DecisionSetup,
  policies: Policies,
  { lever, name }: Axis,
  points: number,
): number[] {
  const number = numberOf(levers, policies, { lever, name });
  const kind = policies[lever]?.kind;
  const choice = aim.choices.find((own) => own.lever === lever);
  const asked = kind === undefined ? undefined : choice?.ranges[kind]?.[name];
  // A number that the search held is still worth a look.
  const isOpen = asked !== undefined && asked.low < asked.high;
  const { low, high } = isOpen ? asked : number;
  const values = Array.from({ length: points }, (_, i) => low + (i * (high - low)) / (points - 1));
  return [...new Set(number.integer ? values.map(Math.round) : values)];
}

function numberOf(levers: DecisionSetup['levers'], policies: Policies, { lever, name }: Axis) {
  const context = levers.find((own) => own.name === lever);
  const policy = policies[lever];
  const numbers =
    context && policy
      ? policyRow(policy.kind).numbersFor(context, policy.watch, policy.starts)
      : [];
  const found = numbers.find((own) => own.name === name);
  if (found) return found;
  throw new UseCaseError('bad-option', `policy of ${lever}: no number ${name}`, {
    hint:
      numbers.length === 0
        ? `It has policies of ${Object.keys(policies).join(', ')}.`
        : `It has ${numbers.map((own) => own.name).join(', ')}.`,
  });
}

function withValue(policies: Policies, { lever, name }: Axis, value: number): Policies {
  const policy = policies[lever]!;
  return { ...policies, [lever]: { ...policy, values: { ...policy.values, [name]: value } } };
}

/** `first`: of a place, the one that it is compared with along the axis. */
function idleNote(
  { levers, names }: DecisionSetup,
  axis: Axis,
  policies: Policies,
  all: readonly Float64Array[],
  first: (place: number) => number,
): string[] {
  const changes = all.some((values) =>
    values.some((value, place) => !Object.is(value, values[first(place)])),
  );
  if (changes) return [];
  const { words } = numberOf(levers, policies, axis);
  const of = names('lever', axis.lever).words;
  return [
    `${sentenceCase(words)} of ${of} does nothing here: none of what is wanted changes with it.`,
  ];
}
