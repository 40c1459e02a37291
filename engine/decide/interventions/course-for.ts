/** A course of action as one structure's simulator takes it: days as rows, measures as interventions, policies and resources. */
import type { FutureEpisode } from '../../forecast/future-episode.ts';
import type { Declaration } from '../../simulator/declaration.ts';
import type { Intervention, LeverPolicy, Resource } from '../../simulator/simulation.ts';
import type { Course } from '../evaluate/evaluation.ts';
import { policyOf } from '../policies/policy-of.ts';
import type { DatedChange } from '../schemas/dated-change.ts';
import type { Means } from '../schemas/means.ts';
import type { Moment } from '../schemas/moment.ts';
import type { PolicyChoice } from '../schemas/policy-choice.ts';
import { interventionOf } from './kernel-change.ts';
import { missingIn } from './known-names.ts';
import { changeName } from './refuse-contradictions.ts';
import { type Rows, rowOf } from './row-of-moment.ts';

/** What a course costs by itself, in rows of the record, inclusive; whether the structure heeds it or not. */
export interface CourseCost {
  readonly once: readonly { readonly row: number; readonly amount: number }[];
  readonly perStep: readonly {
    readonly from: number;
    readonly to: number;
    readonly amount: number;
  }[];
}

export interface RunCourse {
  readonly interventions: readonly Intervention[];
  readonly policies: Readonly<Record<string, LeverPolicy>>;
  /** All of the means, in their order; those that nothing sets have their default. */
  readonly resources: Readonly<Record<string, Resource>>;
  readonly cost: CourseCost;
  /** What does nothing here, and why, a sentence each. */
  readonly idle: readonly string[];
}

interface Structure {
  readonly name: string;
  readonly declaration: Declaration;
}

/** Rows of a change that is on. */
interface Dated {
  readonly change: DatedChange['change'];
  readonly from: number;
  readonly to: number;
}

/**
 * `future`: rows that there are, and the last one before runs go ahead. Changes without a beginning begin on the row after it. Changes
 * of levers and resources act on what their policies answer. Throws DecideError 'bad-change' for days that there are not, 'bad-policy' for a policy
 * that this structure cannot follow.
 */
export function courseFor(
  { scenario, policies }: Course,
  structure: Structure,
  { episode, origin }: Pick<FutureEpisode, 'episode' | 'origin'>,
  { resources }: Pick<Means, 'resources'>,
): RunCourse {
  const { name: structureName, declaration } = structure;
  const rows: Rows = { ...(episode.dates && { dates: episode.dates }), last: episode.steps };
  const { dated, cost, late } = datedChanges(scenario?.changes ?? [], rows, origin);
  const isResource = (name: string) => resources.some((one) => one.name === name);
  const isSet = (name: string) => isResource(name) || Object.hasOwn(declaration.levers, name);
  const idle: string[] = [...late];
  const interventions: Intervention[] = [];
  for (const { change, from, to } of dated) {
    const isKnown = change.kind === 'lever' && isSet(change.lever);
    const missing = isKnown ? undefined : missingIn(change, declaration)?.name;
    if (missing !== undefined) idle.push(unknown(missing, structureName));
    else if (change.kind === 'lever' && isResource(change.lever) && to <= origin)
      idle.push(past(change.lever));
    else interventions.push(interventionOf(change, from, to));
  }
  const rowOfStart = (moment: Moment) => rowOf(moment, 'from', rows, 'a policy');
  const made: Record<string, LeverPolicy> = {};
  const chosen: Readonly<Record<string, PolicyChoice>> = { ...scenario?.policies, ...policies };
  for (const [name, choice] of Object.entries(chosen)) {
    if (isSet(name)) made[name] = policyOf(name, choice, structure, { rowOf: rowOfStart, origin });
    else idle.push(unknown(name, structureName));
  }
  return {
    interventions,
    policies: Object.fromEntries(Object.entries(made).filter(([name]) => !isResource(name))),
    resources: resourcesSet(resources, made),
    cost,
    idle: [...new Set(idle)],
  };
}

function resourcesSet(
  resources: Means['resources'],
  made: Readonly<Record<string, LeverPolicy>>,
): Record<string, Resource> {
  return Object.fromEntries(
    resources.map(({ name, low, high, integer, default: value }) => [
      name,
      { low, high, integer, default: value, policy: made[name] ?? { kind: 'constant', value } },
    ]),
  );
}

function datedChanges(changes: readonly DatedChange[], rows: Rows, origin: number) {
  const dated: Dated[] = [];
  const late: string[] = [];
  const once: CourseCost['once'][number][] = [];
  const perStep: CourseCost['perStep'][number][] = [];
  for (const { id, words, change, on, cost, ...moments } of changes) {
    if (!on) continue;
    const what = changeName({ id, words });
    const from = moments.from === null ? origin + 1 : rowOf(moments.from, 'from', rows, what);
    const isOnce = change.kind === 'state';
    const until = moments.to === null || isOnce ? rows.last : rowOf(moments.to, 'to', rows, what);
    const to = isOnce ? from : Math.min(until, rows.last);
    if (from > rows.last) {
      late.push(`${what}: begins after the last day looked at; it changes nothing yet.`);
      continue;
    }
    dated.push({ change, from, to });
    if (cost.once > 0) once.push({ row: from, amount: cost.once });
    if (cost.perStep > 0) perStep.push({ from, to, amount: cost.perStep });
  }
  return { dated, cost: { once, perStep }, late };
}

function unknown(name: string, structure: string): string {
  return `${name}: not known to ${structure}; there it changes nothing.`;
}

function past(resource: string): string {
  return `${resource}: stands beside the model and is set in the days ahead only; a change that ends before them changes nothing.`;
}
