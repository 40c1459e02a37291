/** A window on a fake studio, over the memory transport: what it is told has crossed the wire. */
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import { connectStudio } from '../../engine/studio/contract/connect-studio.ts';
import { ContractError } from '../../engine/studio/contract/error.ts';
import type { JobSummary, JobView } from '../../engine/studio/contract/job-view.ts';
import type { MethodName, Params } from '../../engine/studio/contract/methods.ts';
import type { ProjectView } from '../../engine/studio/contract/project-view.ts';
import type { StudioView } from '../../engine/studio/contract/studio-view.ts';
import type { Transport } from '../../engine/studio/contract/transport.ts';
import { serveConnection } from '../../engine/studio/server/serve-connection.ts';
import type { Handlers } from '../../engine/studio/server/service.ts';
import { memoryTransports } from '../../engine/studio/transport/memory.ts';
import { fakeStudio, fakeTopic } from '../studio/conformance/fake-studio.ts';
import { JOB, PROJECT, SAMPLES, STUDIO, SUMMARY } from './fixtures.ts';

interface Called {
  readonly method: MethodName;
  readonly params: unknown;
}

export interface FakeWindowOptions {
  readonly studio?: StudioView;
  readonly project?: ProjectView;
  readonly jobs?: JobSummary[];
  readonly job?: JobView;
  readonly handlers?: Partial<Handlers>;
}

export function fakeWindow(options: FakeWindowOptions = {}) {
  const topics = {
    studio: fakeTopic(options.studio ?? STUDIO),
    project: fakeTopic(options.project ?? PROJECT),
    jobs: fakeTopic(options.jobs ?? []),
    job: fakeTopic(options.job ?? { ...JOB, ...SUMMARY }),
  };
  const calls: Called[] = [];
  const handlers = recorded(calls, {
    'samples.list': () => SAMPLES,
    'projects.open': () => topics.project.read(),
    'data.page': () => ({
      trajectories: 1,
      rows: 3,
      trainingRows: 2,
      dates: ['2024-01-01', '2024-01-02', '2024-01-03'],
      series: [
        {
          name: 'occupied_beds',
          unit: 'patients',
          values: new Float64Array([3, Number.NaN, 1204]),
        },
      ],
    }),
    'secrets.list': () => [],
    'words.read': () => NOTHING_READ,
    'standing.read': () => ({ simulators: [], mixture: null }),
    ...options.handlers,
  });
  const service = fakeStudio({
    handlers,
    topics: {
      studio: () => topics.studio,
      project: () => topics.project,
      jobs: () => topics.jobs,
      job: () => topics.job,
    },
  });
  let server: Transport | undefined;
  const client: StudioClient = connectStudio({
    app: service.app,
    async connect() {
      const [mine, theirs] = memoryTransports();
      server = theirs;
      serveConnection(theirs, service);
      return mine;
    },
  });
  return {
    client,
    calls,
    topics,
    /** What was asked by this method, in order. */
    paramsOf: <M extends MethodName>(method: M) =>
      calls.filter((call) => call.method === method).map(({ params }) => params as Params<M>),
    loseConnection: () => server?.close('lost in a test'),
    endProject: () => topics.project.end(new ContractError('closed', 'project: closed')),
  };
}

const NOTHING_READ = {
  isTooShort: false,
  themes: [],
  numbers: [],
  rules: [],
  notUnderstood: [],
  facts: [],
};

function recorded(calls: Called[], handlers: Partial<Handlers>): Partial<Handlers> {
  const entries = Object.entries(handlers) as [MethodName, (...args: unknown[]) => unknown][];
  return Object.fromEntries(
    entries.map(([method, handler]) => [
      method,
      (...args: unknown[]) => {
        calls.push({ method, params: args[0] });
        return handler(...args);
      },
    ]),
  );
}
