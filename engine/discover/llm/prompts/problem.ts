/** The system in the words of the person, and what its data look like; rows only where the person ticked it. */
import type { Setting } from '../../setting.ts';
import { quoteLines, quoteName } from './quote.ts';

/** Longest description, and most characters of rows. */
const LONGEST_WORDS = 12_000;
const LONGEST_ROWS = 40_000;
const MOST_SERIES = 60;
const MOST_RULES = 30;

/** `rows`: CSV text of training rows that the person allows to be sent; absent: none are sent. */
export function problemText(setting: Setting, rows: string | undefined): string {
  return [
    '# The problem',
    'Title:',
    quoteLines(setting.title, 200),
    'In the words of the person:',
    quoteLines(setting.words, LONGEST_WORDS),
    ...rulesText(setting),
    dataText(setting),
    ...(rows === undefined
      ? []
      : ['Recorded rows, as CSV:', quoteLines(rows.trimEnd(), LONGEST_ROWS)]),
  ].join('\n\n');
}

function rulesText({ rules }: Setting): string[] {
  if (rules.length === 0) return [];
  return [
    'What the person says must always hold (every simulated run is checked for it):',
    rules
      .slice(0, MOST_RULES)
      .map(({ sentence }) => quoteLines(sentence, 300))
      .join('\n'),
  ];
}

function dataText({ series, rows, trajectories, timeUnit }: Setting): string {
  const many = trajectories === 1 ? 'one record' : `${trajectories} records`;
  const shown = series.slice(0, MOST_SERIES);
  const more = series.length - shown.length;
  return [
    '# The data',
    `${many}, the longest of ${rows} rows; one row a ${timeUnit}. Use time: { unit: '${timeUnit}', step: 1 }.`,
    'Figures are of the rows that may be looked at. Each series: name, column in the file, role, use, unit, kind, figures.',
    shown.map(seriesText).join('\n'),
    ...(more > 0 ? [`(and ${more} more series)`] : []),
  ].join('\n\n');
}

function seriesText({
  name,
  column,
  role,
  use,
  unit,
  kind,
  statistics,
}: Setting['series'][number]) {
  const { first, min, mean, max, spread } = statistics;
  const figures = [
    `first ${figure(first)}`,
    `lowest ${figure(min)}`,
    `mean ${figure(mean)}`,
    `highest ${figure(max)}`,
    `standard deviation ${figure(spread)}`,
  ];
  return `- ${nameText(name)}: column ${quoteName(column)}, role ${role}, use as ${use}, unit ${quoteName(unit)}, ${kind}; ${figures.join(', ')}`;
}

/** Names are identifiers where they come from a file as it is read; nothing else passes unquoted. */
function nameText(name: string): string {
  return /^[A-Za-z]\w{0,63}$/.test(name) ? name : quoteName(name);
}

/** Four digits tell enough. */
export function figure(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : 'unknown';
}
