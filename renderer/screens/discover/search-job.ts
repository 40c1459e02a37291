import type { NewJob } from '../../../engine/studio/contract/methods.ts';
import type { SearchOptions } from './decisions-store.ts';

type DiscoverJob = Omit<Extract<NewJob, { kind: 'discover' }>, 'seed'>;

/** What to start; options that were not set are left to the studio. */
export function searchJob({ proposer, model, sendRows, ...limits }: SearchOptions): DiscoverJob {
  const { tokens, ...others } = limits;
  const set = Object.fromEntries(
    Object.entries(others).filter(([, value]) => value !== undefined),
  ) as Partial<Record<'rounds' | 'candidates' | 'minutes' | 'simulations', number>>;
  if (proposer === 'composer') return { kind: 'discover', ...set };
  return {
    ...{ kind: 'discover', ...set, proposer, sendRows },
    ...(model !== undefined && { model }),
    ...(tokens !== undefined && { tokens }),
  };
}
