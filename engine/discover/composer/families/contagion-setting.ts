/** What the contagion family reads from columns and words. */
import type { Fragment, Setting, Structure } from '../structure.ts';

type SettingSeries = Setting['series'][number];

/** Which column shows which group of people. */
export interface SeenColumns {
  readonly ill?: SettingSeries;
  readonly newCases?: SettingSeries;
  readonly susceptible?: SettingSeries;
  readonly convalescent?: SettingSeries;
  readonly recovered?: SettingSeries;
}

const GROUPS = [
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

/** People who are ill on the first day. */
export function startIll({ ill, newCases }: SeenColumns): string {
  if (ill !== undefined) return `Math.max(1, Math.round(row.${ill.name}))`;
  return newCases === undefined ? '1' : `Math.max(1, Math.round(row.${newCases.name}))`;
}

/** A parameter for the number of people where the words do not give it. */
export function population({ clues, series }: Setting): NonNullable<Fragment['parameters']> {
  if (clues.population !== undefined) return {};
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

export function populationText({ clues }: Setting): string {
  return clues.population === undefined
    ? 'Math.round(parameters.population)'
    : String(clues.population);
}

export function hasSilent({ blocks }: Structure): boolean {
  return blocks.visibility === 'some-silent';
}
