/** What a discovery has found so far, in the checkpoint of its run. */
import { z } from 'zod';
import type { RunWriter } from '../project/run-writer.ts';
import type { Memo } from './model-request.ts';

export interface TimedMemo extends Memo {
  /** Seconds of work, those before an interruption included. */
  readonly elapsed: () => number;
}

/**
 * Everything found so far is the checkpoint. Candidates finish side by side: one write at a time. The seconds of work
 * stand in it, so that a budget of time outlives an interruption.
 */
export function memoIn(
  writer: Pick<RunWriter, 'checkpoint'>,
  found: Record<string, unknown>,
): TimedMemo {
  const before = z.number().nonnegative().catch(0).parse(found.seconds);
  const started = performance.now();
  const elapsed = () => before + (performance.now() - started) / 1000;
  let written = Promise.resolve();
  return {
    elapsed,
    get: (key) => found[key],
    set(key, value) {
      found[key] = value;
      found.seconds = elapsed();
      written = written.then(() => writer.checkpoint(found));
      return written;
    },
  };
}
