/** A fact that a verdict may rest on, and how much it weighs. */
interface VerdictFact {
  readonly speaks: 'for' | 'against' | 'neither';
  readonly text: string;
}

/** severity 0: speaks for it or is neutral, 1: asks for care, 2: forbids use. */
export interface Judged {
  readonly fact: VerdictFact;
  readonly severity: 0 | 1 | 2;
}

export const judged = (severity: 0 | 1 | 2, text: string): Judged => ({
  fact: { speaks: severity === 0 ? 'for' : 'against', text },
  severity,
});
