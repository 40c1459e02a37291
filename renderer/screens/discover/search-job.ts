import type { NewJob } from '../../../engine/studio/contract/new-job.ts';
import type { Model } from '../../../engine/studio/contract/studio-view.ts';
import type { SearchOptions } from './decisions-store.ts';

type DiscoverJob = Omit<Extract<NewJob, { kind: 'discover' }>, 'seed'>;

/** What to start; options that were not set are left to the studio. `models`: that are set up, the first stands for none. */
export function searchJob(
  { proposer, model: chosen, sendRows, ...limits }: SearchOptions,
  models: readonly Pick<Model, 'id'>[],
): DiscoverJob {
  const { tokens, ...others } = limits;
  const set = Object.fromEntries(
    Object.entries(others).filter(([, value]) => value !== undefined),
  ) as Partial<Record<'rounds' | 'candidates' | 'minutes' | 'simulations', number>>;
  const model = models.find(({ id }) => id === chosen)?.id ?? models[0]?.id;
  if (proposer === 'composer') return { kind: 'discover', ...set };
  return {
    ...{ kind: 'discover', ...set, proposer, sendRows },
    ...(model !== undefined && { model }),
    ...(tokens !== undefined && { tokens }),
  };
}
