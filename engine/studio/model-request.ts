/** What is asked of the studio's main job, and what it tells on the way. */
import type { Dataset } from '../data/dataset.ts';
import type { EvaluateOptions } from '../discover/evaluate.ts';
import type { Budget, DiscoverEvent } from '../discover/loop.ts';
import type { Proposer } from '../discover/proposer.ts';
import type { Steer } from '../discover/steering.ts';
import type { Simulate } from '../simulator/simulation.ts';
import type { ModelMixture } from './model-mixture.ts';

export interface ModelRequest {
  readonly title: string;
  /** What the planner said of the system. */
  readonly words: string;
  readonly dataset: Dataset;
  /** Rows at the end that only the final check may see. */
  readonly heldOutRows: number;
  readonly seed: number;
  readonly simulate: Simulate;
  readonly admit: EvaluateOptions['admit'];
  /** Default: the composer. */
  readonly proposer?: Proposer;
  /** Default 5. */
  readonly rounds?: number;
  /** Rounds without improvement before the search stops; default 3. */
  readonly patience?: number;
  /** Candidates a round; default 3. */
  readonly candidates?: number;
  readonly budget?: Budget;
  /** Rounds that another search has run (DiscoverOptions.settled); default 0. */
  readonly settled?: number;
  /** What the person decided since the last round; 'stop': holds before this round. */
  readonly steer?: (round: number) => Promise<readonly Steer[] | 'stop'>;
  /** Made-up data sets from each of the heaviest structures, by which it is measured how often the right one is chosen; default 0. */
  readonly confusion?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ModelEvent) => void;
  /** What an interrupted run of the same request has already found. */
  readonly memo?: Memo;
}

/** Plain results by what they are results of. A search that finds them there goes on to the same numbers. */
export interface Memo {
  get(key: string): unknown;
  set(key: string, value: unknown): Promise<void>;
}

export type ModelEvent =
  | DiscoverEvent
  | { readonly kind: 'warning'; readonly text: string }
  | { readonly kind: 'weighed'; readonly mixture: ModelMixture }
  | {
      readonly kind: 'stage';
      readonly stage: 'discovering' | 'weighing' | 'checking' | 'calibrating';
    }
  | {
      readonly kind: 'progress';
      readonly done: number;
      readonly total: number;
      readonly unit: 'evaluations' | 'starting points' | 'data sets';
    };
