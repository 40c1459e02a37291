/** A way to set a lever, with its numbers filled in and ready to be changed. */
import type { DecisionSpace, LeverView } from '../../../engine/studio/contract/decision-space.ts';
import type { PolicyChoice } from '../../state/measures-store.ts';
import { stepOf } from '../project/number-step.ts';
import { type Calendar, momentAt } from './calendar.ts';

type Kind = LeverView['kinds'][number]['kind'];
type PolicyNumber = LeverView['kinds'][number]['numbers'][number];

/** Of a schedule: name of the value of stretch `index`, from 0. */
export function stretchName(index: number): string {
  return `value${index + 1}`;
}

/** As the studio suggests it: what it would look at, and where its numbers begin. */
export function freshPolicy(
  kind: Kind,
  lever: LeverView,
  calendar: Calendar,
  space: DecisionSpace,
): PolicyChoice {
  const numbers = lever.kinds.find((one) => one.kind === kind)?.numbers ?? [];
  const watches = space.policies.find((one) => one.kind === kind)?.watches ?? false;
  return {
    kind,
    watch: watches ? (lever.watches[0]?.watch ?? null) : null,
    values: Object.fromEntries(numbers.map(({ name, start }) => [name, start])),
    starts: kind === 'schedule' ? evenStarts(numbers.length, calendar) : [],
  };
}

/** Evenly over the days ahead. */
function evenStarts(count: number, calendar: Calendar): PolicyChoice['starts'] {
  const ahead = calendar.rows - calendar.origin - 1;
  return Array.from({ length: count }, (_, i) =>
    momentAt(calendar, calendar.origin + 1 + Math.floor((i * ahead) / count)),
  );
}

/** The numbers of a policy as a form asks for them; those that the studio does not know keep the lever's bounds. */
export function numbersOf(
  { kind, values }: PolicyChoice,
  lever: LeverView,
): readonly (PolicyNumber & { readonly step: number })[] {
  const known = lever.kinds.find((one) => one.kind === kind)?.numbers ?? [];
  const { low, high, unit, integer } = lever;
  const others = Object.keys(values)
    .filter((name) => known.every((one) => one.name !== name))
    .map((name) => ({ name, words: name, unit, low, high, start: low, integer }));
  return [...known, ...others].map((one) => ({ ...one, step: stepOf(one.low, one.high) }));
}
