/** A pool that every job of the studio works on: started when one first needs it. */
import type { Executor } from '../../compute/executor.ts';
import { type Lane, shareExecutor } from '../../compute/share-executor.ts';

export interface SharedPool {
  /** A job's own turn; to be closed with the job. */
  lane(): Lane;
  /** Once nobody has a lane, the pool is given up; the next job starts another. */
  renew(): void;
  close(): Promise<void>;
}

export function createSharedPool(open: () => Executor): SharedPool {
  let pool: { readonly executor: Executor; readonly share: () => Lane; lanes: number } | undefined;
  let isStale = false;

  async function giveUp(): Promise<void> {
    const old = pool;
    pool = undefined;
    isStale = false;
    await old?.executor.close();
  }

  return {
    lane() {
      if (!pool) {
        const executor = open();
        pool = { executor, share: shareExecutor(executor).lane, lanes: 0 };
      }
      const own = pool;
      own.lanes += 1;
      const lane = own.share();
      let isOpen = true;
      return {
        ...lane,
        async close() {
          if (!isOpen) return;
          isOpen = false;
          await lane.close();
          own.lanes -= 1;
          if (isStale && own.lanes === 0) await giveUp();
        },
      };
    },
    renew() {
      if (pool && pool.lanes === 0) void giveUp();
      else isStale = pool !== undefined;
    },
    close: giveUp,
  };
}
