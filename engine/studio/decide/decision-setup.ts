/** What a search for policies rests on, made ready: structures, metrics, spaces of policies and the words for all of it. */
import { type AimNames, aimNames } from '../../decide/aims/aim-names.ts';
import { checkAim } from '../../decide/aims/check-aim.ts';
import { metricUnit } from '../../decide/aims/metric-words.ts';
import { limitSentence, objectiveSentence } from '../../decide/aims/sentences.ts';
import type { CourseSetup } from '../../decide/evaluate/course-setup.ts';
import { checkScenario } from '../../decide/interventions/check-scenario.ts';
import { type NameOf, plainNames } from '../../decide/plain-names.ts';
import type { LeverContext, Observed } from '../../decide/policies/lever-context.ts';
import { leverContexts } from '../../decide/policies/lever-contexts.ts';
import { type PolicySpace, policySpace } from '../../decide/policies/policy-space.ts';
import { policyWords } from '../../decide/policies/policy-words.ts';
import { policyRow } from '../../decide/policies/registry.ts';
import type { Aim, Metric } from '../../decide/schemas/aim.ts';
import type { Means } from '../../decide/schemas/means.ts';
import type { Scenario } from '../../decide/schemas/scenario.ts';
import { metricsOf } from '../../decide/search/judge-outcomes.ts';
import type { Policies } from '../../decide/search/search-task.ts';
import type { Simulate } from '../../simulator/simulation.ts';
import type { PolicyCard } from '../contract/decision-view.ts';
import type { KeptSubject } from '../explore/explore-subjects.ts';
import type { ExploredSubject } from '../explore/explored-subject.ts';
import { UseCaseError } from '../use-case-error.ts';
import { spaceFacts } from './space-facts.ts';

/** By output: what it is like in the days ahead. */
export type SeenAhead = Readonly<Record<string, Observed>>;

/** What was asked for. */
export interface DecisionOrder {
  readonly record: number;
  readonly aim: Aim;
  readonly means: Means;
  /** That the aim names; null: things as they are. */
  readonly scenario: Scenario | null;
}

export interface DecisionSetup extends DecisionOrder {
  readonly subject: ExploredSubject;
  readonly course: CourseSetup;
  /** Of objectives, then limits, then the total cost. */
  readonly metrics: readonly Metric[];
  /** Whether anything costs. */
  readonly hasCost: boolean;
  readonly space: PolicySpace;
  /** The same levers, each with one value. */
  readonly constants: PolicySpace;
  /** Whose policies are looked for. */
  readonly levers: readonly LeverContext[];
  readonly names: NameOf;
  readonly aimNames: AimNames;
  readonly words: PolicyWords;
  /** By objective. */
  readonly units: readonly string[];
  /** What is worth knowing of the aim before anything is run, a sentence each. */
  readonly notes: readonly string[];
  /** Last row before those ahead. */
  readonly last: number;
  /** Of all rows up to the last one ahead, and of those ahead; null: undated. */
  readonly allDates: readonly string[] | null;
  readonly dates: readonly string[] | null;
  readonly timeUnit: string;
}

interface PolicyWords {
  /** A sentence an objective, then a limit. */
  readonly objectives: readonly string[];
  readonly limits: readonly string[];
  /** Read aloud, a sentence a lever. */
  policies(policies: Policies): string[];
  parameters(policies: Policies): PolicyCard['parameters'];
}

export interface DecisionSources extends Pick<KeptSubject, 'subject' | 'inputModel'> {
  readonly seed: number;
  readonly simulate: Simulate;
}

const TOTAL_COST: Metric = { series: { kind: 'cost' }, how: 'total', level: null };

/**
 * `ahead`: where policies look for the levels that they react to; without it, where the data were. Throws UseCaseError 'bad-option' for
 * what is no lever; DecideError as checkAim and policySpace do; ForecastError.
 */
export function decisionSetup(
  { subject, inputModel, seed, simulate }: DecisionSources,
  { record, aim, means, scenario }: DecisionOrder,
  ahead: SeenAhead = {},
): DecisionSetup {
  const { models } = subject;
  const { horizon } = aim;
  const declarations = models.map(({ declaration }) => declaration);
  const [{ declaration }] = models;
  const known = spaceFacts(subject, means, record, horizon);
  const facts = { ...known, observed: { ...known.observed, ...ahead } };
  const contexts = leverContexts(facts);
  const choices = aim.choices.map((choice) => {
    const context = contexts.get(choice.lever);
    if (context !== undefined) return { choice, context };
    throw new UseCaseError('bad-option', `lever: no ${choice.lever}`, {
      hint: `One of: ${[...contexts.keys()].join(', ')}.`,
    });
  });
  const hasCost =
    means.costs.items.length > 0 ||
    (scenario?.changes.some(({ on, cost }) => on && cost.once + cost.perStep > 0) ?? false);
  const episode = models[0].episodes[record];
  const notes = checkAim(aim, {
    ...{ structures: models, means, hasCosts: hasCost },
    today: (output) => todayOf(episode?.observed[output], facts.firstRow - 1),
  });
  const noted =
    scenario === null
      ? []
      : checkScenario(scenario, {
          ...{ declarations, resources: means.resources },
          record: { dates: facts.dates, last: facts.firstRow - 1 },
        });
  const space = policySpace(choices);
  if (space.variables.length === 0) throw nothingToSearch();
  const constants = policySpace(
    choices.map(({ choice, context }) => ({
      choice: { ...choice, kinds: ['constant'] },
      context,
    })),
  );
  const names = plainNames(declarations, means.resources);
  const own = aimNames(declarations, means);
  const timeUnit = declaration.time.unit;
  const { dates: allDates } = facts;
  const dates = allDates === null ? null : allDates.slice(-horizon);
  return {
    ...{ record, aim, means, scenario, subject, space, constants, names, aimNames: own },
    course: {
      structures: models,
      ...{ means, record, horizon, since: null, simulate },
      inputs: inputModel(horizon, undefined, seed),
    },
    metrics: [...metricsOf(aim), TOTAL_COST],
    hasCost,
    notes: [...notes, ...noted],
    levers: choices.map(({ context }) => context),
    words: {
      objectives: aim.objectives.map((objective) => objectiveSentence(objective, own)),
      limits: aim.limits.map((limit) => limitSentence(limit, own)),
      policies: (policies) =>
        Object.entries(policies).map(([lever, choice]) =>
          policyWords(lever, choice, {
            ...{ names, timeUnit, resources: means.resources.map(({ name }) => name) },
          }),
        ),
      parameters: (policies) => parametersOf(policies, contexts),
    },
    units: aim.objectives.map(({ metric }) => metricUnit(metric, own)),
    last: facts.firstRow - 1,
    allDates,
    dates,
    timeUnit,
  };
}

function todayOf(values: Float64Array | undefined, row: number): number | null {
  const value = values?.[row] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}

function nothingToSearch(): UseCaseError {
  return new UseCaseError('bad-option', 'policies: nothing is left to look for', {
    hint: 'Every number is held: leave a range for at least one.',
  });
}

function parametersOf(
  policies: Policies,
  contexts: ReadonlyMap<string, LeverContext>,
): PolicyCard['parameters'] {
  return Object.entries(policies).flatMap(([lever, { kind, watch, starts, values }]) => {
    const context = contexts.get(lever);
    if (context === undefined) return [];
    return policyRow(kind)
      .numbersFor(context, watch, starts)
      .flatMap(({ name, words, unit }) => {
        const value = values[name];
        return value === undefined ? [] : [{ lever, name, words, unit, value }];
      });
  });
}
