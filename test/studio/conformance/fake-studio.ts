/** A studio without an engine behind it: handlers and topics of which each test sets those that it needs. */
import type { Place } from '../../../engine/base/error.ts';
import { StudioError } from '../../../engine/base/error.ts';
import type { StudioClient } from '../../../engine/studio/contract/client.ts';
import { connectStudio } from '../../../engine/studio/contract/connect-studio.ts';
import { METHODS, type Result } from '../../../engine/studio/contract/methods.ts';
import type { StudioView } from '../../../engine/studio/contract/studio-view.ts';
import { DEFAULT_SETTINGS } from '../../../engine/studio/contract/studio-view.ts';
import { serveConnection } from '../../../engine/studio/server/serve-connection.ts';
import type {
  Handlers,
  StudioService,
  TopicSource,
  Topics,
} from '../../../engine/studio/server/service.ts';
import type { Linker } from './links.ts';

export const APP = '0.1.0-test';

export class FakeError extends StudioError<'no-bed' | 'not-faked'> {}

export function fakeStudio(fakes: {
  readonly handlers?: Partial<Handlers>;
  readonly topics?: Partial<Topics>;
}): StudioService {
  const notFaked = () => {
    throw new FakeError('not-faked', 'not faked: add it to the test');
  };
  const handlers = Object.fromEntries(Object.keys(METHODS).map((name) => [name, notFaked]));
  const topics = { studio: notFaked, project: notFaked, jobs: notFaked, job: notFaked };
  return {
    app: APP,
    handlers: { ...(handlers as unknown as Handlers), ...fakes.handlers },
    topics: { ...topics, ...fakes.topics },
  };
}

export function noBed(place: Place): FakeError {
  return new FakeError('no-bed', 'bed not found: 7', { hint: 'Choose another ward.', place });
}

/** A topic that a test changes. */
export interface FakeTopic<S> extends TopicSource<S> {
  set(state: S): void;
  end(error: Error): void;
  /** How often it was read, and how many follow it. */
  readonly reads: number;
  readonly followers: number;
}

export function fakeTopic<S>(first: S): FakeTopic<S> {
  let state = first;
  let reads = 0;
  const changed = new Set<() => void>();
  const ended = new Set<(error: Error) => void>();
  return {
    read: () => {
      reads += 1;
      return state;
    },
    onChange: (listener) => {
      changed.add(listener);
      return () => changed.delete(listener);
    },
    onEnd: (listener) => {
      ended.add(listener);
      return () => ended.delete(listener);
    },
    set(next) {
      state = next;
      for (const listener of [...changed]) listener();
    },
    end(error) {
      for (const listener of [...ended]) listener(error);
    },
    get reads() {
      return reads;
    },
    get followers() {
      return changed.size;
    },
  };
}

/** The studio's state with something to tell one from the next. */
export function studioView(projectsFolder: string | number): StudioView {
  return {
    app: APP,
    settings: DEFAULT_SETTINGS,
    recent: [],
    models: [],
    projectsFolder: String(projectsFolder),
  };
}

/** Rows of one series. */
export function page(values: Float64Array<ArrayBuffer>): Result<'data.page'> {
  return {
    trajectories: 1,
    rows: values.length,
    trainingRows: values.length,
    dates: null,
    series: [{ name: 'beds', unit: 'beds', values }],
  };
}

export interface Connected {
  readonly client: StudioClient;
  /** Cuts every connection from the engine's side. */
  drop(): void;
  /** How often the window has connected. */
  readonly connections: number;
}

export function connected(linker: Linker, service: StudioService): Connected {
  const served: { close(): void }[] = [];
  const client = connectStudio({
    app: APP,
    connect: async () => {
      const { window, engine } = await linker.link();
      served.push(serveConnection(engine, service));
      return window;
    },
  });
  linker.own(client);
  return {
    client,
    drop: () => {
      for (const connection of served) connection.close();
    },
    get connections() {
      return served.length;
    },
  };
}

export async function errorOf(promise: Promise<unknown>): Promise<StudioError> {
  try {
    await promise;
  } catch (error) {
    return error as StudioError;
  }
  throw new Error('it did not fail');
}

/** Checks until it holds; fails after 20 s. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`never: ${what}`);
    await pause(2);
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
