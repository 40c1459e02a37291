/** What the contagion family reads from columns and words. */

import type { Setting } from '../../setting.ts';
import type { Fragment, Structure } from '../structure.ts';

type SettingSeries = Setting['series'][number];

/** Which column shows which group of people. */
export interface SeenColumns {
  readonly ill?: SettingSeries;
  readonly newCases?: SettingSeries;
  readonly susceptible?: SettingSeries;
  readonly convalescent?: SettingSeries;
  readonly recovered?: SettingSeries;
  /** Everybody who has fallen ill so far. */
  readonly everIll?: SettingSeries;
}

const GROUPS = [
  ['everIll', /^ever_?ill|cumul/i, 'stock'],
  ['convalescent', /conval/i, 'stock'],
  ['recovered', /^r$|recover|removed/i, 'stock'],
  ['susceptible', /^s$|suscept|healthy/i, 'stock'],
  ['ill', /./, 'stock'],
  ['newCases', /./, 'flow'],
] as const;

/** Every output in a group of its own, or undefined when the columns do not look like an infection. */
export function seenColumns({ series }: Setting): SeenColumns | undefined {
  const seen: { -readonly [K in keyof SeenColumns]: SeenColumns[K] } = {};
  for (const item of series) {
    if (item.use !== 'output') continue;
    const shape = item.role === 'flow' ? 'flow' : 'stock';
    const group = GROUPS.find(
      ([key, name, role]) => role === shape && name.test(item.name) && seen[key] === undefined,
    );
    if (group === undefined) return undefined;
    seen[group[0]] = item;
  }
  return seen.ill === undefined && seen.newCases === undefined ? undefined : seen;
}

/**
 * People who are ill on the first day: as many as were counted where everybody was, else at least one, since what
 * spreads must have begun.
 */
export function startIll(setting: Setting): string {
  const { ill, newCases } = seenColumns(setting) ?? {};
  const counted = ill ?? newCases;
  if (counted === undefined) return '1';
  const fewest = countsEverybody(setting) ? 0 : 1;
  return `Math.max(${fewest}, Math.round(row.${counted.name}))`;
}

/** A parameter for the number of people where neither the words nor the columns give it. */
export function population(setting: Setting): NonNullable<Fragment['parameters']> {
  const { clues, series } = setting;
  if (clues.population !== undefined || countsEverybody(setting)) return {};
  const largest = Math.max(
    1,
    ...series.filter(({ use }) => use === 'output').map(({ statistics }) => statistics.max),
  );
  return {
    population: {
      prior: {
        kind: 'log-uniform',
        low: Math.ceil(1.5 * largest),
        high: Math.ceil(2000 * largest),
      },
      unit: 'people',
      meaning: 'people among whom the infection spreads',
    },
  };
}

/** Everybody, where `first_ill`, `first_convalescent` and `first_recovered` are known. */
export function populationText(setting: Setting): string {
  const { susceptible } = seenColumns(setting) ?? {};
  if (susceptible !== undefined && countsEverybody(setting))
    return `Math.round(row.${susceptible.name}) + first_ill + first_convalescent + first_recovered`;
  const { population: told } = setting.clues;
  return told === undefined ? 'Math.round(parameters.population)' : String(told);
}

/** Whether the columns tell who can catch it and who is ill; nobody else is left but those who are over it. */
export function countsEverybody(setting: Setting): boolean {
  const seen = seenColumns(setting);
  return seen?.susceptible !== undefined && seen.ill !== undefined;
}

export function hasSilent({ blocks }: Structure): boolean {
  return blocks.visibility === 'some-silent';
}
