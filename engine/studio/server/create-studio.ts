/** The engine as a host starts it: everything that windows can ask, over any number of connections. */
import { join } from 'node:path';
import { STUDIO_VERSION } from '../../base/version.ts';
import type { Executor } from '../../compute/executor.ts';
import type { ChildLauncher } from '../../compute/pool/child-launcher.ts';
import { createNumericsPool } from '../../compute/pool/numerics-pool.ts';
import { createSimulationPool } from '../../compute/pool/simulation-pool.ts';
import type { Transport } from '../contract/transport.ts';
import type { StudioContext } from './context.ts';
import { createProjects } from './create-projects.ts';
import { calibrationsHandlers } from './handlers/calibrations.ts';
import { dataHandlers } from './handlers/data.ts';
import { decisionDocumentsHandlers } from './handlers/decision-documents.ts';
import { decisionRunsHandlers } from './handlers/decision-runs.ts';
import { decisionsHandlers } from './handlers/decisions.ts';
import { documentsHandlers } from './handlers/documents.ts';
import { exploreHandlers } from './handlers/explore.ts';
import { exportsHandlers } from './handlers/exports.ts';
import { foldersHandlers } from './handlers/folders.ts';
import { jobsHandlers } from './handlers/jobs.ts';
import { modelsHandlers } from './handlers/models.ts';
import { projectsHandlers } from './handlers/projects.ts';
import { runsHandlers } from './handlers/runs.ts';
import { samplesHandlers } from './handlers/samples.ts';
import { scenariosHandlers } from './handlers/scenarios.ts';
import { secretsHandlers } from './handlers/secrets.ts';
import { settingsHandlers } from './handlers/settings.ts';
import { simulatorsHandlers } from './handlers/simulators.ts';
import { standingHandlers } from './handlers/standing.ts';
import { structuresHandlers } from './handlers/structures.ts';
import { trustHandlers } from './handlers/trust.ts';
import { wordsHandlers } from './handlers/words.ts';
import { createModels } from './models.ts';
import { OpenProjects } from './open-projects.ts';
import { createQuestions } from './questions.ts';
import { openSamples } from './samples.ts';
import { serveConnection } from './serve-connection.ts';
import type { StudioService } from './service.ts';
import { StudioSession } from './session.ts';
import { createSharedPool } from './shared-pool.ts';
import { createTopics } from './topics.ts';
import { openUserFiles } from './user-files.ts';

export interface StudioOptions {
  /** Settings, recent projects, models, session; made when missing. */
  readonly userFolder: string;
  /** Where new projects go unless the person says otherwise; made when missing. */
  readonly projectsFolder: string;
  /** assets/ of the studio. */
  readonly assetsFolder: string;
  readonly clock: () => Date;
  /** Threads that simulate; default: what the person set, else by the number of cores. */
  readonly threads?: number;
  /** How the pool's process is started; default: a fork of this one. */
  readonly launch?: ChildLauncher;
  /** The key of a model, from the host's secret store; absent: keys are kept in memory (secrets.save). */
  readonly readSecret?: (model: string) => Promise<string | undefined>;
  /** Where simulators run; default: the pool. */
  readonly openExecutor?: () => Executor;
  /** Calls `look` now and then until the function that it gives is called; default every two seconds. */
  readonly every?: (look: () => void) => () => void;
}

export interface Studio {
  readonly service: StudioService;
  /** Serves a window until its connection ends. */
  connect(transport: Transport): void;
  /** After an engine was lost: its projects are opened again and its jobs go on. Never rejects. */
  resumeInterrupted(): Promise<void>;
  /** Ends the connections, stops the jobs, which can be resumed, and closes the projects. */
  close(): Promise<void>;
}

/** Never rejects because of what lies in `userFolder`. */
export async function createStudio(options: StudioOptions): Promise<Studio> {
  const { clock, every = everyTwoSeconds } = options;
  const user = await openUserFiles(options.userFolder);
  const session = new StudioSession(user.session);
  const { threads, launch } = options;
  const size = () => {
    const wanted = threads ?? user.settings.value.threads ?? undefined;
    return wanted !== undefined && { threads: wanted };
  };
  const simulation = createSharedPool(
    options.openExecutor ?? (() => createSimulationPool({ ...size(), ...(launch && { launch }) })),
  );
  const numerics = createSharedPool(() => createNumericsPool({ ...size() }));
  const secrets = options.readSecret ? undefined : new Map<string, string>();
  const openModel = createModels(user, options.readSecret ?? (async (id) => secrets?.get(id)));
  const projects: OpenProjects = new OpenProjects(
    { clock, app: STUDIO_VERSION },
    {
      lane: () => simulation.lane(),
      numericsLane: () => numerics.lane(),
      openModel,
      clock,
      onLive: () => session.keep(projects.all),
    },
  );
  const context: StudioContext = {
    app: STUDIO_VERSION,
    clock,
    projectsFolder: options.projectsFolder,
    user,
    samples: openSamples(join(options.assetsFolder, 'samples')),
    projects,
    lane: () => simulation.lane(),
    questions: createQuestions({ projects, lane: () => simulation.lane() }),
    secrets,
    openModel,
    create: createProjects({ projects, user, clock, projectsFolder: options.projectsFolder }),
    threadsChanged() {
      simulation.renew();
      numerics.renew();
    },
  };
  const service = createService(context);
  const connections = new Set<{ close(): void }>();
  const stopLooking = every(() => {
    for (const open of projects.all) void open.lookAtDisk().catch(() => {});
  });
  return {
    service,
    connect(transport) {
      const connection = serveConnection(
        watched(transport, () => connections.delete(connection)),
        service,
      );
      connections.add(connection);
    },
    resumeInterrupted: () => session.resume(projects),
    async close() {
      stopLooking();
      for (const connection of connections) connection.close();
      await projects.closeAll();
      await Promise.all([simulation.close(), numerics.close()]);
    },
  };
}

function createService(context: StudioContext): StudioService {
  return {
    app: context.app,
    handlers: {
      ...settingsHandlers(context),
      ...secretsHandlers(context),
      ...modelsHandlers(context),
      ...samplesHandlers(context),
      ...foldersHandlers(context),
      ...projectsHandlers(context),
      ...documentsHandlers(context),
      ...decisionDocumentsHandlers(context),
      ...decisionsHandlers(context),
      ...decisionRunsHandlers(context),
      ...dataHandlers(context),
      ...simulatorsHandlers(context),
      ...standingHandlers(context),
      ...structuresHandlers(context),
      ...wordsHandlers(context),
      ...jobsHandlers(context),
      ...runsHandlers(context),
      ...calibrationsHandlers(context),
      ...trustHandlers(context),
      ...exploreHandlers(context),
      ...scenariosHandlers(context),
      ...exportsHandlers(context),
    },
    topics: createTopics(context),
  };
}

/** The transport, telling also here when it closes. */
function watched(transport: Transport, onClose: () => void): Transport {
  return {
    send: (frame) => transport.send(frame),
    onFrame: (listener) => transport.onFrame(listener),
    onClose: (listener) =>
      transport.onClose((reason) => {
        onClose();
        listener(reason);
      }),
    close: (reason) => transport.close(reason),
  };
}

function everyTwoSeconds(look: () => void): () => void {
  const timer = setInterval(look, 2000);
  timer.unref();
  return () => clearInterval(timer);
}
