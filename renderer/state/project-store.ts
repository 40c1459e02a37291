/** One open project as the window sees it: its documents, its runs, and the run that is shown. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorData } from '../../engine/base/error.ts';
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import type { JobSummary, JobView } from '../../engine/studio/contract/job-view.ts';
import type { Params } from '../../engine/studio/contract/methods.ts';
import type { ProjectView } from '../../engine/studio/contract/project-view.ts';
import { isActive } from '../words/job-words.ts';
import { errorData } from './error-data.ts';
import { followJob } from './follow-job.ts';
import { keepEqual } from './keep-equal.ts';
import { createStanding, type Standing } from './standing-store.ts';

export interface ProjectState {
  /** The address that it was opened by. */
  readonly folder: string;
  readonly phase: 'opening' | 'open' | 'failed';
  /** Undefined before it was open for the first time. */
  readonly view: ProjectView | undefined;
  /** Why it could not be opened. */
  readonly error: ErrorData | undefined;
  /** Undefined until they are known; newest first. */
  readonly jobs: readonly JobSummary[] | undefined;
  /** Run that the person chose to see; undefined: the one that is worked on, or the newest. */
  readonly chosen: string | undefined;
  /** Run that is shown; undefined until it is known, or where there is none. */
  readonly job: JobView | undefined;
  /** Typed, not sent yet. */
  readonly drafts: number;
  /** Edits on their way to the disk. */
  readonly saving: number;
  /** Why the last edit was not saved. */
  readonly saveError: ErrorData | undefined;
}

export interface OpenProject {
  readonly store: StoreApi<ProjectState>;
  readonly standing: Standing;
  open(options?: { readonly readOnly: boolean }): Promise<void>;
  /** Resolves once the edit is durable; rejects where it was refused. */
  edit(change: Omit<Params<'documents.edit'>, 'project'>): Promise<void>;
  /** The same of a change that has a method of its own: `call` gives the documents as they are then. */
  change(call: (project: string) => Promise<ProjectView>): Promise<void>;
  /** Says that something is typed and not sent yet; gives the function to call once it is. */
  draft(send: () => Promise<void>): () => void;
  /** Sends what is typed. */
  flush(): Promise<void>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  choose(job: string | undefined): void;
  /** Follows nothing any more. The project stays open in the engine, its runs go on. */
  leave(): void;
}

/**
 * A subscription that ends sooner than this after it began is not begun again over the same connection,
 * milliseconds.
 */
const RETRY_AFTER = 2000;

export function followProject(
  client: StudioClient,
  folder: string,
  now: () => number = () => performance.now(),
): OpenProject {
  const store = createStore<ProjectState>()(() => ({ ...NOTHING, folder }));
  const standing = createStanding(client);
  const ends = { project: () => {}, jobs: () => {}, job: () => {} };
  let shown: string | undefined;
  let opened = Number.NEGATIVE_INFINITY;
  let connection = 0;
  let openedIn = 0;
  let hasLeft = false;
  const stopCounting = client.onStatus(({ kind }) => {
    if (kind === 'open') connection += 1;
  });

  const stop = () => {
    for (const end of Object.values(ends)) end();
    shown = undefined;
  };
  const show = (view: ProjectView) =>
    store.setState((state) => ({ view: keepEqual(state.view, view) }));

  /** The engine ended it: it was started anew, or the project was closed elsewhere. */
  const reopen = (error: Error) => {
    if (hasLeft) return;
    if (connection !== openedIn || now() - opened > RETRY_AFTER) void open();
    else fail(error);
  };
  const fail = (error: unknown) => {
    stop();
    store.setState({ phase: 'failed', error: errorData(error) });
  };
  async function open(options?: { readonly readOnly: boolean }) {
    stop();
    store.setState({ phase: 'opening', error: undefined });
    try {
      const view = await client.call('projects.open', { folder, ...options });
      if (hasLeft) return;
      opened = now();
      openedIn = connection;
      show(view);
      store.setState({ phase: 'open' });
      follow(view.project);
      // What could not be sent meanwhile.
      void flush();
    } catch (error) {
      if (hasLeft) return;
      // The next try waits for the connection.
      if (errorData(error).code === 'connection-lost') void open(options);
      else fail(error);
    }
  }
  function follow(project: string) {
    ends.project = client.subscribe('project', { project }, show, reopen);
    ends.jobs = client.subscribe('jobs', { project }, (jobs) => {
      store.setState((state) => ({ jobs: keepEqual(state.jobs, jobs) }));
      standing.see(project, jobs);
      followShown(project);
    });
  }
  function followShown(project: string) {
    const job = shownJob(store.getState());
    if (job === shown) return;
    ends.job();
    shown = job;
    store.setState({ job: undefined });
    ends.job =
      job === undefined
        ? () => {}
        : followJob(client, { project, job }, (next) =>
            store.setState((state) => ({ job: keepEqual(state.job, next) })),
          );
  }

  const drafts = new Set<() => Promise<void>>();
  const flush = async () => {
    await Promise.all([...drafts].map((send) => send()));
  };

  const path = () => store.getState().view?.project ?? folder;
  async function save(change: () => Promise<ProjectView>) {
    store.setState(({ saving }) => ({ saving: saving + 1 }));
    try {
      show(await change());
      store.setState({ saveError: undefined });
    } catch (error) {
      store.setState({ saveError: errorData(error) });
      throw error;
    } finally {
      store.setState(({ saving }) => ({ saving: saving - 1 }));
    }
  }
  return {
    store,
    standing,
    open,
    edit: (change) => save(() => client.call('documents.edit', { project: path(), ...change })),
    change: (call) => save(() => call(path())),
    draft(send) {
      drafts.add(send);
      store.setState({ drafts: drafts.size });
      return () => {
        drafts.delete(send);
        store.setState({ drafts: drafts.size });
      };
    },
    flush,
    async undo() {
      await flush();
      await save(() => client.call('documents.undo', { project: path() }));
    },
    async redo() {
      await flush();
      await save(() => client.call('documents.redo', { project: path() }));
    },
    choose(chosen) {
      store.setState({ chosen });
      followShown(path());
    },
    leave() {
      hasLeft = true;
      stopCounting();
      stop();
    },
  };
}

const NOTHING: Omit<ProjectState, 'folder'> = {
  phase: 'opening',
  view: undefined,
  error: undefined,
  jobs: undefined,
  chosen: undefined,
  job: undefined,
  drafts: 0,
  saving: 0,
  saveError: undefined,
};

/** The run that is shown: the one that was chosen, that goes on, or the newest. */
export function shownJob({ jobs = [], chosen }: ProjectState): string | undefined {
  if (jobs.some(({ job }) => job === chosen)) return chosen;
  return (jobs.find(isActive) ?? jobs[0])?.job;
}
