/** Policies of several levers as the numbers that a search varies. */
import { DecideError } from '../decide-error.ts';
import type { LeverChoice } from '../schemas/aim.ts';
import type { Moment } from '../schemas/moment.ts';
import type { PolicyChoice, PolicyKind, WatchChoice } from '../schemas/policy-choice.ts';
import type { Variable } from '../search/algorithms/variables.ts';
import type { LeverContext } from './lever-context.ts';
import type { PolicyNumber } from './policy-row.ts';
import { policyRow } from './registry.ts';
import { suggestedStarts } from './suggested-starts.ts';

/** A number that is varied. */
interface SpaceNumber extends PolicyNumber {
  readonly lever: string;
  readonly kind: PolicyKind;
}

export interface PolicySpace {
  /** Of each lever the kind of its policy where there are several, then the numbers of each kind; those held are not in it. */
  readonly variables: readonly Variable[];
  /** By variable; null: it chooses a kind. */
  readonly numbers: readonly (SpaceNumber | null)[];
  /** Suggested points to begin with, one for each kind of policy. */
  readonly starts: readonly (readonly number[])[];
  decode(point: readonly number[]): Record<string, PolicyChoice>;
  /** Null: not among these kinds, watches, dates, or outside the ranges. */
  encode(policies: Readonly<Record<string, PolicyChoice>>): number[] | null;
}

/** One kind of policy of one lever. */
interface Form {
  readonly kind: PolicyKind;
  readonly watch: WatchChoice | null;
  readonly starts: Moment[];
  readonly numbers: readonly PolicyNumber[];
  /** It answers a need that grows: more of it never sets less. */
  readonly isAnswer: boolean;
  /** By number: its variable; undefined: held. */
  readonly at: readonly (number | undefined)[];
}

interface Part {
  readonly lever: string;
  /** Variable that chooses among the forms; undefined: there is one. */
  readonly chooser: number | undefined;
  readonly forms: readonly Form[];
}

/** Throws DecideError 'bad-policy' where there is nothing to look at, 'bad-aim' for ranges of numbers that there are not. */
export function policySpace(
  levers: readonly { readonly choice: LeverChoice; readonly context: LeverContext }[],
): PolicySpace {
  const variables: Variable[] = [];
  const numbers: (SpaceNumber | null)[] = [];
  const parts = levers.map(({ choice, context }): Part => {
    const { lever, kinds } = choice;
    const chooser = kinds.length > 1 ? variables.length : undefined;
    if (chooser !== undefined) {
      variables.push({ kind: 'choice', count: kinds.length });
      numbers.push(null);
    }
    const forms = kinds.map((kind, k): Form => {
      const form = formOf(kind, choice, context);
      const at = form.numbers.map((number) => {
        if (number.low === number.high) return undefined;
        const { low, high, integer } = number;
        const when = chooser === undefined ? undefined : { variable: chooser, is: [k] };
        variables.push({ kind: integer ? 'integer' : 'real', low, high, ...(when && { when }) });
        numbers.push({ ...number, lever, kind });
        return variables.length - 1;
      });
      return { ...form, at };
    });
    return { lever, chooser, forms };
  });
  const most = Math.max(1, ...parts.map(({ forms }) => forms.length));
  return {
    variables,
    numbers,
    starts: Array.from({ length: most }, (_, k) => startPoint(parts, variables, k)),
    decode: (point) => Object.fromEntries(parts.map((part) => [part.lever, choiceAt(part, point)])),
    encode: (policies) => encoded(parts, variables, policies),
  };
}

function formOf(
  kind: PolicyKind,
  { lever, watch: asked, ranges }: LeverChoice,
  context: LeverContext,
): Omit<Form, 'at'> {
  const row = policyRow(kind);
  const watch = row.watches ? (asked ?? context.watches[0]?.watch ?? null) : null;
  if (row.watches && watch === null) {
    throw new DecideError('bad-policy', `policy of ${lever}: looks at nothing`, {
      hint: 'Say which result it reacts to.',
    });
  }
  const starts = kind === 'schedule' ? suggestedStarts(context) : [];
  const suggested = row.numbersFor(context, watch, starts);
  const own = ranges[kind] ?? {};
  const names = suggested.map(({ name }) => name);
  const unknown = Object.keys(own).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new DecideError('bad-aim', `range of ${lever}: "${row.words}" has no number ${unknown}`, {
      hint: `It has ${names.join(', ')}.`,
    });
  }
  const numbers = suggested.map((number) => within(lever, number, own[number.name]));
  return { kind, watch, starts, numbers, isAnswer: answersNeed(context, watch) };
}

/**
 * A resource that serves what is looked at. Near a limit on the chance of running short it would else be cheapest to take away what is
 * there once an outcome is lost anyway, which nobody would do.
 */
function answersNeed({ serves }: LeverContext, watch: WatchChoice | null): boolean {
  return (
    watch?.terms.some(({ output, weight }) => output === serves?.output && weight > 0) ?? false
  );
}

function within(
  lever: string,
  number: PolicyNumber,
  range: { readonly low: number; readonly high: number } | undefined,
): PolicyNumber {
  if (range === undefined) return number;
  const low = number.integer ? Math.ceil(range.low) : range.low;
  const high = number.integer ? Math.floor(range.high) : range.high;
  if (!(low <= high)) {
    throw new DecideError(
      'bad-aim',
      `range of ${lever}, ${number.name}: nothing between ${range.low} and ${range.high}`,
      { hint: number.integer ? 'Leave room for a whole number.' : 'Put the lower end first.' },
    );
  }
  return { ...number, low, high, start: Math.min(high, Math.max(low, number.start)) };
}

function choiceAt({ chooser, forms }: Part, point: readonly number[]): PolicyChoice {
  const form = forms[chooser === undefined ? 0 : (point[chooser] ?? 0)];
  if (form === undefined) throw new Error('policy: no such kind at this point');
  const { kind, watch, starts, numbers, isAnswer, at } = form;
  const values = numbers.map(({ name, low }, i): [string, number] => {
    const variable = at[i];
    return [name, variable === undefined ? low : (point[variable] ?? low)];
  });
  const told = Object.fromEntries(values);
  const { low, high } = told;
  if (isAnswer && low !== undefined && high !== undefined) told.high = Math.max(low, high);
  return { kind, watch, values: told, starts };
}

/** Every lever with its kind number k (its last one where it has fewer), all numbers at their start. */
function startPoint(parts: readonly Part[], variables: readonly Variable[], k: number): number[] {
  const point = blank(variables);
  for (const { chooser, forms } of parts) {
    const form = Math.min(k, forms.length - 1);
    if (chooser !== undefined) point[chooser] = form;
    fill(point, forms[form], ({ start }) => start);
  }
  return point;
}

function encoded(
  parts: readonly Part[],
  variables: readonly Variable[],
  policies: Readonly<Record<string, PolicyChoice>>,
): number[] | null {
  const point = blank(variables);
  for (const { lever, chooser, forms } of parts) {
    const policy = policies[lever];
    const k = forms.findIndex((form) => policy !== undefined && isOf(form, policy));
    const form = forms[k];
    if (form === undefined || policy === undefined) return null;
    if (chooser !== undefined) point[chooser] = k;
    fill(point, form, ({ name, low }) => policy.values[name] ?? low);
  }
  return point;
}

function isOf(form: Form, { kind, watch, starts, values }: PolicyChoice): boolean {
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  return (
    form.kind === kind &&
    isSame(form.watch, watch) &&
    isSame(form.starts, starts) &&
    form.numbers.every(({ name, low, high, integer }) => {
      const value = values[name] ?? Number.NaN;
      return value >= low && value <= high && (!integer || Number.isInteger(value));
    })
  );
}

function fill(point: number[], form: Form | undefined, of: (number: PolicyNumber) => number): void {
  form?.numbers.forEach((number, i) => {
    const variable = form.at[i];
    if (variable !== undefined) point[variable] = of(number);
  });
}

function blank(variables: readonly Variable[]): number[] {
  return variables.map((variable) => (variable.kind === 'choice' ? 0 : variable.low));
}
