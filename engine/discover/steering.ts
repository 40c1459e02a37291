/** What the person decides between rounds. */
import type { Evaluated } from './candidate.ts';
import type { Proposal } from './proposer.ts';

export type Steer =
  /** Follow this one up, whatever its score. */
  | { readonly kind: 'pin'; readonly id: string }
  /** Leave this one out of everything from now on: ranking, weights, parents. It stays in the record. */
  | { readonly kind: 'reject'; readonly id: string }
  /** Neither followed up nor left out any more. */
  | { readonly kind: 'release'; readonly id: string }
  /** Try this one in the next round: the person's own, or an edit of a candidate (`parent`). */
  | { readonly kind: 'add'; readonly proposal: Proposal }
  /** A sentence on the system, for whoever proposes. */
  | { readonly kind: 'tell'; readonly text: string };

/** All decisions so far, the latest on a candidate counts. */
export class Steering {
  readonly #pinned = new Set<string>();
  readonly #rejected = new Set<string>();
  readonly #told: string[] = [];

  /** Takes the decisions and gives the proposals that came with them. */
  take(steers: readonly Steer[]): Proposal[] {
    return steers.flatMap((steer) => {
      switch (steer.kind) {
        case 'pin':
          this.#pinned.add(steer.id);
          this.#rejected.delete(steer.id);
          return [];
        case 'reject':
          this.#rejected.add(steer.id);
          this.#pinned.delete(steer.id);
          return [];
        case 'release':
          this.#pinned.delete(steer.id);
          this.#rejected.delete(steer.id);
          return [];
        case 'tell':
          this.#told.push(steer.text);
          return [];
        case 'add':
          return [steer.proposal];
        default:
          return steer satisfies never;
      }
    });
  }

  get pinned(): readonly string[] {
    return [...this.#pinned];
  }

  /** Sentences in the order in which they were told. */
  get told(): readonly string[] {
    return this.#told;
  }

  /** Those that may be ranked, weighed and changed. */
  allowed(candidates: readonly Evaluated[]): Evaluated[] {
    return candidates.filter(({ proposal }) => !this.#rejected.has(proposal.id));
  }
}
