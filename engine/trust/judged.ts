/** A fact that a verdict may rest on, and how much it weighs. */
interface VerdictFact {
  readonly speaks: 'for' | 'against' | 'neither';
  readonly text: string;
}

/** severity 0: speaks for it or is neutral, 1: asks for care, 2: forbids use. */
export interface Judged {
  readonly fact: VerdictFact;
  readonly severity: 0 | 1 | 2;
  /** What figure would turn it, a sentence: of a fact against, so that it spoke for it; of one for it, against. */
  readonly turn?: string;
}

export const judged = (severity: 0 | 1 | 2, text: string, turn?: string): Judged => ({
  fact: { speaks: severity === 0 ? 'for' : 'against', text },
  severity,
  ...(turn !== undefined && { turn }),
});
