/** What came of a search for policies: as one JSON object and as text for a terminal, from the same figures. */
import type { DecideReport } from '../studio/decide/decide-policy.ts';
import { formatNumber } from './format-number.ts';
import { heading } from './model-report.ts';
import { textTable } from './text-table.ts';

type Card = DecideReport['result']['cards'][number];

const ROLES: Readonly<Record<Card['role'], string>> = {
  recommended: 'recommended',
  front: '',
  'do-nothing': 'do nothing',
  current: 'as today',
  'best-constant': 'best one value',
};

/** `plan`: file that was written; null: none. */
export function decideJson({ run, setup, result }: DecideReport, plan: string | null) {
  return {
    run: run.id,
    state: run.state,
    wanted: [...setup.words.objectives, ...setup.words.limits],
    horizon: setup.aim.horizon,
    timeUnit: setup.timeUnit,
    ...result,
    plan,
  };
}

export function showDecision(report: DecideReport, plan: string | null): string {
  const { setup, result, run } = report;
  const { cards, warnings, ended, understanding } = result;
  const [first] = cards;
  const recommended = first?.role === 'recommended' ? first : undefined;
  const sentences = understanding?.sentences ?? [];
  return [
    `${heading('What is wanted')}\n${lines([...setup.words.objectives, ...setup.words.limits])}`,
    recommended
      ? `${heading('Recommended')}\n${lines(recommended.words)}`
      : 'No policy could be judged: the model broke under all of them.',
    ...(cards.length > 0 ? [tableOf(report)] : []),
    ...(warnings.length > 0 ? [warnings.map((text) => `! ${text}`).join('\n')] : []),
    ...(sentences.length > 0 ? [`${heading('What to know of it')}\n${lines(sentences)}`] : []),
    [
      ended ?? '',
      `Figures rest on ${first?.runs ?? 0} runs that the search had not seen; in brackets, where they would lie with ever more runs.`,
      `Kept as run ${run.id}.`,
      ...(plan === null
        ? []
        : [`Plan: ${plan}. The exported script runs it: node SCRIPT.mjs --ahead --policy ${plan}`]),
    ]
      .filter((text) => text !== '')
      .join('\n'),
  ].join('\n\n');
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `  ${text}`).join('\n');
}

function tableOf({ setup, result }: DecideReport): string {
  const { words, units } = setup;
  const titles = [
    'policy',
    ...words.objectives.map((text, i) => `${text}${units[i] ? ` (${units[i]})` : ''}`),
    ...words.limits.map((text) => `${text}: holds in`),
  ];
  const keys = titles.slice(1).map((_, i) => letter(i));
  const rows = result.cards.map((card) => [
    ROLES[card.role] || card.id,
    ...card.objectives.map(
      ({ value, low, high }) =>
        `${formatNumber(value)} (${formatNumber(low)} to ${formatNumber(high)})`,
    ),
    ...card.limits.map(
      ({ value, low, high }) => `${share(value)} % (${share(low)} to ${share(high)})`,
    ),
    card.words.join(' '),
  ]);
  return [
    textTable(['', ...keys, 'in words'], rows),
    ...titles.slice(1).map((text, i) => `${letter(i)}: ${text}`),
  ].join('\n');
}

function letter(i: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + i);
}

function share(value: number): string {
  return (100 * value).toFixed(1);
}
