/** A turn on the pool that is kept while questions come, one after the other, and given back after them. */

import type { Lane } from '../../compute/share-executor.ts';
import { createSimulate } from '../../compute/simulate.ts';
import type { Simulate } from '../../simulator/simulation.ts';

/** Milliseconds after the last question. */
const IDLE = 20_000;
/** Answers are waited for: small chunks, so that all threads end at the same time. */
const CHUNK_MILLISECONDS = 20;
/** States of today that are not kept yet take a hundred times as long as those that are. */
const MOST_RUNS = 60;

export interface IdleLane {
  /** Runs the work with a lane that is open until the work has ended. */
  use<T>(work: (simulate: Simulate) => Promise<T>): Promise<T>;
}

export function createIdleLane(open: () => Lane, idle = IDLE): IdleLane {
  let lane: Lane | undefined;
  let simulate: Simulate | undefined;
  let users = 0;
  let timer: NodeJS.Timeout | undefined;

  function giveBack(): void {
    void lane?.close();
    lane = simulate = undefined;
  }

  return {
    async use(work) {
      clearTimeout(timer);
      users += 1;
      lane ??= open();
      simulate ??= createSimulate(lane, {
        chunkMilliseconds: CHUNK_MILLISECONDS,
        mostRuns: MOST_RUNS,
      });
      try {
        return await work(simulate);
      } finally {
        users -= 1;
        clearTimeout(timer);
        if (users === 0) timer = setTimeout(giveBack, idle).unref();
      }
    },
  };
}
