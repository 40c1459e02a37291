/**
 * The feedback of one round: what was seen wrong with the best candidate, as data and as the sentences that
 * people and language models read, one each.
 */
import { SYMPTOMS, type Symptom } from './symptoms.ts';

export interface Feedback {
  /** Strongest first. */
  readonly symptoms: readonly Symptom[];
  /** What was seen, a sentence each. */
  readonly sentences: readonly string[];
}

/** Symptoms weaker than this are not worth a change of structure. */
const WORTH_MENTIONING = 0.15;

export function createFeedback(symptoms: readonly Symptom[]): Feedback {
  const seen = symptoms
    .filter(({ strength }) => strength >= WORTH_MENTIONING)
    .toSorted((a, b) => b.strength - a.strength);
  return {
    symptoms: seen,
    sentences:
      seen.length === 0
        ? ['Nothing systematic is left in the errors.']
        : seen.map(
            ({ id, output, evidence }) => `${plain(output)}: ${SYMPTOMS[id]} (${evidence}).`,
          ),
  };
}

function plain(name: string): string {
  return name.replaceAll('_', ' ');
}
