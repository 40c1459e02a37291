/** Which models a project has, and which of them the later screens work with. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorData } from '../../engine/base/error.ts';
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import type { JobSummary } from '../../engine/studio/contract/job-view.ts';
import type { StandingView } from '../../engine/studio/contract/standing-view.ts';
import { isActive } from '../words/job-words.ts';
import { errorData } from './error-data.ts';
import { keepEqual } from './keep-equal.ts';

/** One calibrated simulator, or the structures of a discovery with their weights. */
export type Subject =
  | { readonly kind: 'simulator'; readonly simulator: string }
  | { readonly kind: 'mixture'; readonly run: string };

export interface StandingState {
  /** Undefined until it is known. */
  readonly standing: StandingView | undefined;
  readonly error: ErrorData | undefined;
  /** What the person chose; undefined: the simulator that was settled on last. */
  readonly chosen: Subject | undefined;
}

export interface Standing {
  readonly store: StoreApi<StandingState>;
  /** Read again where runs have ended since the last time. */
  see(project: string, jobs: readonly JobSummary[]): void;
  choose(subject: Subject): void;
}

export function createStanding(client: StudioClient): Standing {
  const store = createStore<StandingState>()(() => ({
    standing: undefined,
    error: undefined,
    chosen: undefined,
  }));
  let seen: string | undefined;
  return {
    store,
    see(project, jobs) {
      const ended = jobs.filter((job) => !isActive(job));
      const key = JSON.stringify([project, ended.map(({ job, ended: at }) => [job, at])]);
      if (key === seen) return;
      seen = key;
      client.call('standing.read', { project }).then(
        (standing) => {
          if (seen !== key) return;
          store.setState((state) => ({
            standing: keepEqual(state.standing, standing),
            error: undefined,
            chosen: state.chosen && isThere(standing, state.chosen) ? state.chosen : undefined,
          }));
        },
        (error: unknown) => {
          if (seen !== key) return;
          seen = undefined;
          store.setState({ error: errorData(error) });
        },
      );
    },
    choose: (chosen) => store.setState({ chosen }),
  };
}

/** What the later screens work with; undefined: nothing was calibrated yet. */
export function subjectOf({ standing, chosen }: StandingState): Subject | undefined {
  if (chosen) return chosen;
  const [latest] = standing?.simulators ?? [];
  return latest && { kind: 'simulator', simulator: latest.simulator };
}

function isThere({ simulators, mixture }: StandingView, subject: Subject): boolean {
  return subject.kind === 'mixture'
    ? mixture?.run === subject.run
    : simulators.some(({ simulator }) => simulator === subject.simulator);
}
