import type { SteerRequest } from './contract/discovery-view.ts';
import type { ModelEvent } from './model-request.ts';
import type { LlmChoice, ProposerChoice } from './open-proposer.ts';

export interface DiscoverSystemOptions {
  readonly seed: number;
  /** Default 5. */
  readonly rounds?: number;
  /** Rounds without improvement before the search stops; default 3. */
  readonly patience?: number;
  /** Candidates a round; default 3. */
  readonly candidates?: number;
  /** Simulated runs after which no further round begins; default: no limit. */
  readonly simulations?: number;
  /** Seconds of work after which no further round begins; what is found then depends on the machine. Default: no limit. */
  readonly seconds?: number;
  /** Made-up data sets from each of the heaviest structures (ModelRequest.confusion); default 0. */
  readonly confusion?: number;
  /** Who proposes structures; default: the composer. */
  readonly proposer?: ProposerChoice;
  /** How the language model is reached; needed where one proposes. */
  readonly llm?: LlmChoice;
  /** What the person decided; taken up before the next round that has not begun. */
  readonly steers?: readonly SteerRequest[];
  /** Holds before the round after this one; the run can then be resumed. */
  readonly stopAfter?: number;
  /**
   * Begins with the rounds of this discovery, which has ended; `rounds` more follow. The seed is that run's, and what is
   * not given here is as it was there, but for the budgets.
   */
  readonly continues?: string;
  /** Goes on with this run, or with the last one that was interrupted; seed, rounds and proposer are the run's. */
  readonly resume?: { readonly run?: string };
  readonly onEvent?: (event: ModelEvent) => void;
}
