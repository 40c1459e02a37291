/** A policy that was looked at closely as the plan: a policy file that the exported script runs as it is. */
import { courseFor, type RunCourse } from '../../decide/interventions/course-for.ts';
import { amountOf } from '../../decide/number-words.ts';
import { planFields } from '../../decide/policies/plan-fields.ts';
import type { PlanFile } from '../../decide/schemas/plan.ts';
import { futureEpisode } from '../../forecast/future-episode.ts';
import type { PolicyCard } from '../contract/decision-view.ts';
import type { DecisionSetup } from './decision-setup.ts';
import { percent } from './decision-words.ts';

export interface PlanOrigin {
  readonly name: string;
  readonly run: string;
}

/** With the interventions of the aim's scenario. Throws DecideError, ForecastError. */
export function planOf(
  setup: DecisionSetup,
  card: PolicyCard,
  { name, run }: PlanOrigin,
): PlanFile {
  const { words, course, means } = setup;
  const made = course.structures.map((structure) => courseOf(setup, card, structure));
  const [first] = made as [RunCourse & { dates: readonly string[] | null }];
  return {
    about: {
      ...{ name, run, candidate: card.id },
      words: [...card.words],
      aim: [...words.objectives, ...words.limits],
      expected: expectedOf(setup, card),
    },
    ...planFields(together(made), means.resources, first.dates),
  };
}

type Structure = DecisionSetup['course']['structures'][number];

function courseOf(
  { course: { record, horizon, inputs }, scenario, means }: DecisionSetup,
  { policies }: PolicyCard,
  structure: Structure,
) {
  const episode = structure.episodes[record];
  if (episode === undefined) throw new Error(`plan: no record ${record}`);
  const future = futureEpisode(episode, structure.declaration, inputs, {
    ...{ horizon, runs: 1, seed: 0 },
  });
  const own = courseFor({ scenario, policies }, structure, future, means);
  return { ...own, dates: future.episode.dates ?? null };
}

/** Of structures with other levers and modules: what any of them heeds, once; the script leaves out what one does not have. */
function together(courses: readonly RunCourse[]): RunCourse {
  const [first, ...others] = courses;
  if (first === undefined) throw new Error('plan: no structure');
  const interventions = [...first.interventions];
  // The same change made twice by one structure's course counts twice.
  const known = new Set(interventions.map((one) => JSON.stringify(one)));
  let policies = first.policies;
  for (const other of others) {
    policies = { ...other.policies, ...policies };
    const more = other.interventions.filter((one) => !known.has(JSON.stringify(one)));
    for (const one of more) known.add(JSON.stringify(one));
    interventions.push(...more);
  }
  return { ...first, policies, interventions };
}

function expectedOf(
  { words, units, aim }: DecisionSetup,
  { objectives, limits, runs }: PolicyCard,
): string[] {
  const amount = (value: number, i: number) => amountOf(value, { words: '', unit: units[i] ?? '' });
  return [
    ...objectives.map(
      ({ value, low, high, p05, p95 }, i) =>
        `${words.objectives[i]}: ${amount(value, i)} (with ever more runs between ${amount(low, i)} and ${amount(high, i)}); 90 % of outcomes lie between ${amount(p05, i)} and ${amount(p95, i)}.`,
    ),
    ...limits.map(
      ({ value, low, high }, i) =>
        `${words.limits[i]}: holds in ${percent(value)} of outcomes (${percent(low)} to ${percent(high)}), wanted are ${percent(aim.limits[i]?.chance ?? 1)}.`,
    ),
    `Figures rest on ${runs.toLocaleString('en-US')} runs that the search had not seen.`,
  ];
}
