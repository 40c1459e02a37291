// The browser host with a run whose progress changes as often as it is told to.
//
//   fork of scripts/bench-frame.ts: USER_FOLDER PROJECTS_FOLDER
//
// The run itself is real and holds still: its executor never answers. What changes is its progress, at the place where
// jobs report it: everything behind it (topics, subscriptions, frames, socket, window) is the product's.
import { fileURLToPath } from 'node:url';
import { startLoopbackServer } from '../../electron/loopback/loopback-server.ts';
import { windowFolder } from '../../electron/product-files.ts';
import type { Executor } from '../../engine/compute/executor.ts';
import { createStudio } from '../../engine/studio/server/create-studio.ts';
import { serveConnection } from '../../engine/studio/server/serve-connection.ts';
import type { StudioService, TopicSource } from '../../engine/studio/server/service.ts';
import { webSocketTransport } from '../../engine/studio/transport/web-socket.ts';

/** From the parent: begin, and answer with the count of changes. */
export type ToBusyHost =
  | { readonly order: 'begin'; readonly changesASecond: number }
  | { readonly order: 'count' };

/** To the parent: where the window is; then, when asked, how many changes there were. */
export type FromBusyHost =
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'changes'; readonly count: number };

const [userFolder = '', projectsFolder = ''] = process.argv.slice(2);
const silent: Executor = {
  width: 1,
  run: (_task, _input, { signal } = {}) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
    }),
  async close() {},
};
const listeners = new Set<() => void>();
let changes = 0;

const studio = await createStudio({
  userFolder,
  projectsFolder,
  assetsFolder: fileURLToPath(new URL('../../assets', import.meta.url)),
  clock: () => new Date(),
  openExecutor: () => silent,
});
const service: StudioService = {
  ...studio.service,
  topics: {
    ...studio.service.topics,
    job: async (params) =>
      busy(await studio.service.topics.job(params), (job) => ({ ...job, progress: progress() })),
    jobs: async (params) =>
      busy(await studio.service.topics.jobs(params), (jobs) =>
        jobs.map((job) => ({ ...job, progress: progress() })),
      ),
  },
};
const server = await startLoopbackServer({
  root: windowFolder(),
  onConnection: (socket) => void serveConnection(webSocketTransport(socket), service),
});
process.on('message', (message: ToBusyHost) => {
  if (message.order === 'begin') begin(message.changesASecond);
  else tell({ kind: 'changes', count: changes });
});
process.on('disconnect', () => process.exit(0));
tell({ kind: 'ready', url: server.url });

function progress() {
  return {
    phase: 'Searching parameters',
    done: changes % 1_000_000,
    total: 1_000_000,
    unit: 'evaluations',
  };
}

function busy<S>(source: TopicSource<S>, change: (state: S) => S): TopicSource<S> {
  return {
    read: async () => change(await source.read()),
    onChange(listener) {
      listeners.add(listener);
      const end = source.onChange(listener);
      return () => {
        listeners.delete(listener);
        end();
      };
    },
    onEnd: (listener) => source.onEnd(listener),
  };
}

/** As many changes as the time that has passed calls for, each told to everybody who follows. */
function begin(changesASecond: number): void {
  const started = performance.now();
  const catchUp = () => {
    const due = ((performance.now() - started) / 1000) * changesASecond;
    while (changes < due) {
      changes += 1;
      for (const listener of listeners) listener();
    }
  };
  setInterval(catchUp, 1);
}

function tell(message: FromBusyHost): void {
  process.send?.(message);
}
