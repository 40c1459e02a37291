/** Short names for people: of each structure what sets it apart from the others. */
import type { Proposal } from './proposer.ts';

/**
 * Id -> its sentences that not all of them share; all of them where there is only one structure, the id where nothing
 * is left (the same sentences, other code).
 */
export function distinctWords(
  proposals: readonly Pick<Proposal, 'id' | 'words'>[],
): ReadonlyMap<string, string> {
  const isShared = (sentence: string) =>
    proposals.length > 1 && proposals.every(({ words }) => words.includes(sentence));
  const texts = proposals.map(({ words }) =>
    words.filter((sentence) => !isShared(sentence)).join('; '),
  );
  return new Map(
    proposals.map(({ id }, i) => {
      const text = texts[i] ?? '';
      const isAlone = text !== '' && texts.indexOf(text) === texts.lastIndexOf(text);
      return [id, isAlone ? text : id];
    }),
  );
}
