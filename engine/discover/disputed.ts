/** Sentences of the person that take an assumption of a model back. */

const OPENING = 'It is not so that: ';

/** One sentence, so that whoever reads sentences reads it as a whole. */
export function disputed(assumption: string): string {
  const plain = assumption
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!?;]+$/, '')
    .replace(/[.!?;] /g, ', ');
  return `${OPENING}${plain}.`;
}

/** Nothing that it speaks of is stated by it. */
export function isDisputed(sentence: string): boolean {
  return sentence.startsWith(OPENING.trimEnd());
}
