/** The question for one candidate, and how its reply is read. */
import { z } from 'zod';
import type { ProposalRequest, Suggestion } from '../../proposer.ts';
import { historyText, sentences } from './history.ts';
import { problemText } from './problem.ts';
import { quoteLines } from './quote.ts';

export const candidateSchema = z.object({
  name: z.string().describe('A short title for planners'),
  parts: z.array(z.string()).describe('The structure, one plain sentence for each part'),
  assumptions: z.array(z.string()).describe('What is assumed, one plain sentence each'),
  rationale: z.string().describe('Why this structure, now: one or two plain sentences'),
  changes: z
    .string()
    .nullable()
    .default(null)
    .describe('Id of the simulator that it changes, or null when it is new'),
  code: z.string().describe('The whole simulator file'),
});

export type CandidateReply = z.infer<typeof candidateSchema>;

/** Ways of looking at a system, so that candidates side by side do not come out the same. */
const FIRST_ANGLES = [
  'Write the simplest structure that can explain the data.',
  'Put the mechanism into the middle that the words of the person stress most.',
  'Ask what nobody recorded: hidden stages, groups of people or things that behave differently, delays.',
  'Ask what limits the system: capacity, queues, whoever is served first, what happens to those who do not fit.',
  'Ask how conditions change over time: days of the week, trends, behaviour that reacts to the state.',
];
const LATER_ANGLES = [
  'Mend what is wrong with the best one by the most promising suggestion, and leave the rest of it as it is.',
  'Take another suggestion than the first, or two at once that belong together.',
  'Make the best one simpler: leave out or merge parts that the data do not need.',
  'Start from another simulator than the best one, or from the system itself: a different explanation of the same data.',
  'Look at where chance comes in: other distributions, noise of the counting, differences among people or things.',
];

/** number from 1. `rows` as in `problemText`. */
export function candidateText(
  request: ProposalRequest,
  {
    number,
    suggestions,
    rows,
  }: {
    readonly number: number;
    readonly suggestions: readonly Suggestion[];
    readonly rows: string | undefined;
  },
): string {
  const { setting, history, pinned, feedback, count } = request;
  const angles = history.length === 0 ? FIRST_ANGLES : LATER_ANGLES;
  return [
    problemText(setting, rows),
    ...historyText(history, pinned),
    ...(feedback === undefined
      ? []
      : ['# What was seen with the best so far', quoteLines(sentences(feedback), 6000)]),
    ...(suggestions.length === 0 ? [] : ['# Suggestions', suggestionsText(suggestions)]),
    '# Your task',
    `Write simulator ${number} of ${count}. The others are written at the same time from the same problem; yours must differ from them and from what was tried. ${angles[(number - 1) % angles.length]}`,
  ].join('\n\n');
}

function suggestionsText(suggestions: readonly Suggestion[]): string {
  return suggestions
    .map(({ text, because }, i) => quoteLines(`${i + 1}. ${text} (${because})`, 800))
    .join('\n');
}
