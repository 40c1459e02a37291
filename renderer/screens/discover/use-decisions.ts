import { useStore } from 'zustand';
import type { SteerRequest } from '../../../engine/studio/contract/discovery-view.ts';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import { useOpenProject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { isActive } from '../../words/job-words.ts';
import { useStartRun } from '../project/use-start-run.ts';
import {
  type DiscoverState,
  discoverStore,
  type Mark,
  withMark,
  withSteer,
} from './decisions-store.ts';
import { searchJob } from './search-job.ts';

const NOTHING: readonly SteerRequest[] = [];
const NO_MARKS: Readonly<Record<string, Mark>> = {};

export function useDiscover<T>(select: (state: DiscoverState) => T): T {
  return useStore(discoverStore(useOpenProject()), select);
}

/** What the person decides of a discovery: sent while it goes on, gathered once it has ended. */
export function useDecisions(job: JobView) {
  const app = useApp();
  const project = useOpenProject();
  const { project: folder, readOnly } = useView();
  const store = discoverStore(project);
  const run = job.job;
  const waiting = useDiscover((state) => state.waiting[run] ?? NOTHING);
  const marks = useDiscover((state) => state.marks[run] ?? NO_MARKS);
  const starting = useStartRun();
  const isLive = isActive(job) && job.state !== 'cancelling';

  const note = (steer: SteerRequest) =>
    store.setState((state) => ({
      marks: { ...state.marks, [run]: withMark(state.marks[run] ?? NO_MARKS, steer) },
    }));
  const keep = (steers: readonly SteerRequest[]) =>
    store.setState((state) => ({ waiting: { ...state.waiting, [run]: steers } }));
  const send = async (steer: SteerRequest) => {
    await app.client.call('jobs.steer', { project: folder, job: run, steer });
    note(steer);
  };
  /** Begins a run that goes on from this one. Rejects with what is wrong with code. */
  const continueWith = async (steers: readonly SteerRequest[], rounds: number) => {
    const { options } = store.getState();
    await starting.begin({
      ...searchJob(options, app.studio.getState().view?.models ?? []),
      continues: run,
      steers: [...steers],
      rounds,
    });
    keep([]);
  };
  return {
    isLive,
    waiting,
    marks,
    /** Why nothing can be decided; undefined: it can. */
    whyNot: readOnly
      ? 'The project is read-only'
      : job.state === 'cancelling'
        ? 'The run is stopping'
        : undefined,
    /** Why the run cannot go on with what was decided now. */
    whyNotGoOn: starting.whyNot,
    /** What goes wrong is told in the window. Gives whether it was taken. */
    decide: async (steer: SteerRequest): Promise<boolean> => {
      if (!isLive) {
        keep(withSteer(waiting, steer));
        note(steer);
        return true;
      }
      const sent = await app.attempt(async () => {
        await send(steer);
        return true;
      });
      return sent ?? false;
    },
    /** Tries code: in the next round, or in a round of its own. Rejects with what is wrong with it. */
    tryCode: (code: string, parent: string | undefined) => {
      const steer: SteerRequest = { kind: 'add', code, ...(parent !== undefined && { parent }) };
      return isLive ? send(steer) : continueWith([...waiting, steer], 1);
    },
    takeBack(steer: SteerRequest) {
      keep(waiting.filter((other) => other !== steer));
      if ('candidate' in steer) note({ kind: 'release', candidate: steer.candidate });
    },
    goOn: (rounds: number) => void app.attempt(() => continueWith(waiting, rounds)),
  };
}

export type Decisions = ReturnType<typeof useDecisions>;

/** What trying code means: in the next round, or in a round of its own. */
export function tryingOf({ isLive, whyNot, whyNotGoOn }: Decisions) {
  return {
    tryWords: 'Try this version',
    whyNot: whyNot ?? (isLive ? undefined : whyNotGoOn),
    about: isLive
      ? 'It is fitted and judged in the next round, like any other.'
      : 'A further round begins in which it is fitted and judged, like any other.',
  };
}
