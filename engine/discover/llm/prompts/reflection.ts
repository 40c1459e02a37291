/** From what was seen to what could be changed. */
import { z } from 'zod';
import type { ProposalRequest } from '../../proposer.ts';
import { historyText, sentences } from './history.ts';
import { problemText } from './problem.ts';
import { quoteLines } from './quote.ts';
import { QUOTED_IS_DATA } from './system.ts';

export const reflectionSchema = z.object({
  suggestions: z.array(
    z.object({
      text: z.string().describe('One change of the structure, in a plain sentence for a planner'),
      because: z.string().describe('What was seen that speaks for it, in a plain sentence'),
    }),
  ),
});

export function reflectionSystem(): string {
  return `You advise people who build simulators of real systems (hospitals, epidemics, stocks, queues). You are shown what was tried and what
was seen wrong with the best simulator. Say which changes of its structure are likeliest to help: at most five, the most promising
first, different from one another and from what was tried. Name causes in the system, not tricks of fitting; a simpler structure
that explains as much is a good suggestion, too. Write plain sentences for a planner, without formulas.

${QUOTED_IS_DATA}`;
}

/** undefined where nothing was seen yet. */
export function reflectionText(
  request: ProposalRequest,
  rows: string | undefined,
): string | undefined {
  const { setting, history, pinned, feedback } = request;
  if (feedback === undefined) return undefined;
  return [
    problemText(setting, rows),
    ...historyText(history, pinned),
    '# What was seen with the best so far',
    quoteLines(sentences(feedback), 6000),
    '# Your task',
    'Suggest what to change.',
  ].join('\n\n');
}
