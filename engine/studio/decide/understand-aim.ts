import { aimNames } from '../../decide/aims/aim-names.ts';
import { readSentence } from '../../decide/aims/read-sentence.ts';
import type { Means } from '../../decide/schemas/means.ts';
import type { Result } from '../contract/methods.ts';
import type { ExploredSubject } from '../explore/explored-subject.ts';

/** Answers aims.understand: a sentence with the names of the model in use. */
export function understandAim(
  text: string,
  { models }: ExploredSubject,
  means: Means,
): Result<'aims.understand'> {
  const declarations = models.map(({ declaration }) => declaration);
  const read = readSentence(text, aimNames(declarations, means));
  return {
    objective: read.kind === 'objective' ? read.objective : null,
    limit: read.kind === 'limit' ? read.limit : null,
    problem: read.kind === 'problem' ? { message: read.message, hint: read.hint } : null,
  };
}
