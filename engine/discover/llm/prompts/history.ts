/** What was tried before: a line a round, and the best simulators whole. */
import type { Tried } from '../../proposer.ts';
import { figure } from './problem.ts';
import { fenceCode, quoteLines } from './quote.ts';

/** Simulators shown whole, the longest code of one, and of all. */
const MOST_SHOWN = 4;
const LONGEST_CODE = 12_000;
const LONGEST_TOGETHER = 36_000;
const MOST_ROUNDS = 30;
const MOST_PARAMETERS = 40;

/** `history` has the best first; in the text the best stands last, nearest to the task. Empty when nothing was tried. */
export function historyText(history: readonly Tried[], pinned: readonly string[]): string[] {
  if (history.length === 0) return [];
  const shown = chooseShown(history, pinned);
  return [
    '# What was tried',
    'Scores are errors on rows that were not fitted, lower is better; 1 is no better than knowing the mean only.',
    roundsText(history),
    ...(shown.length === 0
      ? []
      : [
          'The best so far, the best last:',
          ...shown.toReversed().map((tried) => triedText(tried, pinned)),
        ]),
  ];
}

function roundsText(history: readonly Tried[]): string {
  const rounds = [...Map.groupBy(history, ({ round }) => round)].toSorted(([a], [b]) => a - b);
  return rounds
    .slice(-MOST_ROUNDS)
    .map(([round, tried]) => `Round ${round}: ${tried.map(lineOf).join('; ')}`)
    .join('\n');
}

function lineOf({ proposal: { id }, score, reason }: Tried): string {
  if (score !== undefined) return `${id} ${figure(score)}`;
  return `${id} could not be run (${quoteReason(reason)})`;
}

/** On one line within a sentence. */
function quoteReason(reason: string | undefined): string {
  return quoteLines(reason ?? 'no reason given', 300)
    .replaceAll('\n', ' ')
    .slice(2);
}

/** The best, and those that the person wants to be followed up, as far as there is room. */
function chooseShown(history: readonly Tried[], pinned: readonly string[]): Tried[] {
  const run = history.filter(({ score }) => score !== undefined);
  const wanted = run.filter(
    (tried, rank) => rank < MOST_SHOWN || pinned.includes(tried.proposal.id),
  );
  let room = LONGEST_TOGETHER;
  return wanted.filter(({ proposal: { source } }) => {
    room -= Math.min(source.length, LONGEST_CODE);
    return room >= 0;
  });
}

function triedText(tried: Tried, pinned: readonly string[]): string {
  const { proposal, score, standardError, outputs, parameters, feedback } = tried;
  const wanted = pinned.includes(proposal.id) ? ', which the person wants to be followed up' : '';
  const difference =
    standardError > 0 ? ` (its difference to the best is known to ${figure(standardError)})` : '';
  return [
    `## ${proposal.id}${wanted}`,
    `Score ${figure(score ?? Number.NaN)}${difference}; by output: ${pairs(outputs) || 'unknown'}`,
    `Fitted numbers: ${pairs(parameters) || 'none'}`,
    ...(feedback === undefined ? [] : ['What was seen:', quoteLines(sentences(feedback), 3000)]),
    fenceCode(proposal.source, LONGEST_CODE),
  ].join('\n');
}

/** Feedback names columns and quotes facts, which are data of the person. */
export function sentences(feedback: NonNullable<Tried['feedback']>): string {
  return feedback.sentences.join('\n');
}

function pairs(values: Readonly<Record<string, number>>): string {
  return Object.entries(values)
    .slice(0, MOST_PARAMETERS)
    .map(([name, value]) => `${name} ${figure(value)}`)
    .join(', ');
}
