import type { Structure } from './structure.ts';

/** A structure that is to be tried, and why. */
export interface Plan {
  readonly structure: Structure;
  /** One sentence for the person. */
  readonly why: string;
  /** Id of the proposal that it changes; absent where it starts afresh. */
  readonly parent?: string;
}
