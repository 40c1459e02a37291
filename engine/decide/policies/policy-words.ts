import type { PolicyChoice } from '../schemas/policy-choice.ts';
import { readChoice } from './policy-of.ts';
import type { WordTools } from './policy-row.ts';
import { policyRow } from './registry.ts';

/** A policy read aloud, one sentence. Throws DecideError 'bad-policy' where numbers are missing. */
export function policyWords(lever: string, choice: PolicyChoice, tools: WordTools): string {
  const row = policyRow(choice.kind);
  const words = row.aloud(readChoice(lever, choice, row), {
    ...tools,
    lever: tools.names('lever', lever),
    isResource: tools.resources?.includes(lever) === true,
  });
  return `${words}.`;
}
