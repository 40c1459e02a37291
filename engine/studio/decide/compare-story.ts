/** What a comparison takes as given, and why it may be doubted, in sentences. */
import type { SeriesRuns } from '../../decide/evaluate/run-series.ts';
import { followersOf } from '../../forecast/ensembles.ts';
import { filterWarning } from '../../forecast/filter-health.ts';
import { healthOf } from '../../forecast/forecast-ahead.ts';
import type { InputModel } from '../../forecast/input-model.ts';
import type { Declaration } from '../../simulator/declaration.ts';
import type { ExploredSubject } from '../explore/explored-subject.ts';
import { dayOf, forecastConditions } from '../forecast-story.ts';
import { outputsLeftOut } from '../outputs-of-all.ts';

export function conditionsOfComparison(
  { models }: ExploredSubject,
  { rows, told, dates }: SeriesRuns,
  inputs: InputModel,
): string[] {
  const [{ declaration }] = models;
  const declarations = models.map((one) => one.declaration);
  const levers: Declaration['levers'] = Object.assign({}, ...declarations.map((one) => one.levers));
  const facts = { told, origin: rows.last, ...(dates && { dates }) };
  const isEarlier = rows.origin < rows.last;
  return [
    'All scenarios meet the same luck: what differs between them is what they change.',
    ...(isEarlier
      ? [
          `Runs start from the state of ${dayOf(facts, rows.origin)} and are told no result after it; inputs are as recorded.`,
        ]
      : []),
    ...forecastConditions(
      { trajectories: [facts] },
      { time: declaration.time, levers },
      inputs,
      {},
    ),
    ...outputsLeftOut(
      declarations,
      models.map(({ name }) => name),
    ),
  ];
}

export function warningsOfComparison(
  { models, warnings }: ExploredSubject,
  { followed, dates, block }: SeriesRuns,
): string[] {
  const day = (row: number) => dayOf(dates ? { dates } : {}, row);
  const without = models.filter((model) => !followed.some(({ structure }) => structure === model));
  return [
    ...warnings,
    ...(without.length > 0
      ? [
          `${without.map(({ name }) => name).join(', ')}: too little weight for a run among so few, so left out.`,
        ]
      : []),
    ...followed.flatMap(({ structure, filters, notes }) => {
      const health = healthOf(
        { filters, notes, followers: followersOf(block) },
        structure.declaration,
      );
      const warning = filterWarning(health, day);
      if (warning === undefined) return [];
      return [models.length > 1 ? `${structure.name}: ${warning}` : warning];
    }),
  ];
}
