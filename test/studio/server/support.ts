/** A studio in a folder of its own, and windows on it. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { StudioError } from '../../../engine/base/error.ts';
import type { StudioClient } from '../../../engine/studio/contract/client.ts';
import { connectStudio } from '../../../engine/studio/contract/connect-studio.ts';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import type { State, TopicName, TopicParams } from '../../../engine/studio/contract/topics.ts';
import {
  createStudio,
  type Studio,
  type StudioOptions,
} from '../../../engine/studio/server/create-studio.ts';
import { memoryTransports } from '../../../engine/studio/transport/memory.ts';
import { ward } from '../ward.ts';
import { plainExecutor } from './plain-executor.ts';

const assetsFolder = fileURLToPath(new URL('../../../assets', import.meta.url));

export function optionsIn(folder: string): StudioOptions {
  return {
    userFolder: join(folder, 'user'),
    projectsFolder: join(folder, 'projects'),
    assetsFolder,
    clock: () => new Date(),
    openExecutor: () => plainExecutor(),
    every: () => () => {},
  };
}

/** A studio that is closed with the test. */
export async function studioIn(folder: string, more: Partial<StudioOptions> = {}): Promise<Studio> {
  const studio = await createStudio({ ...optionsIn(folder), ...more });
  onTestFinished(() => studio.close());
  return studio;
}

export function connect(studio: Studio): StudioClient {
  return connectStudio({
    connect: async () => {
      const [here, there] = memoryTransports();
      studio.connect(there);
      return here;
    },
    app: studio.service.app,
  });
}

/** A window that closes with the test. */
export function windowOn(studio: Studio): StudioClient {
  const client = connect(studio);
  onTestFinished(() => client.close());
  return client;
}

export const words = 'Patients are admitted to the ward, stay for some days, and leave again.';

/** A project with data of the ward and its simulator; gives its folder. */
export async function wardProject(client: StudioClient): Promise<string> {
  const { project } = await client.call('projects.create', { name: 'Ward', description: words });
  const bytes = new TextEncoder().encode(ward.census);
  await client.call('data.import', { project, file: 'census.csv', bytes, heldOutRows: 10 });
  await client.call('simulators.add', { project, code: ward.simulator, file: 'ward.sim.js' });
  return project;
}

/** The first state of a topic that fulfils `wanted`. */
export function stateOf<T extends TopicName>(
  client: StudioClient,
  topic: T,
  params: TopicParams<T>,
  wanted: (state: State<T>) => boolean = () => true,
): Promise<State<T>> {
  return new Promise((resolve, reject) => {
    const stop = client.subscribe(
      topic,
      params,
      (state) => {
        if (!wanted(state)) return;
        resolve(state);
        queueMicrotask(() => stop());
      },
      reject,
    );
  });
}

export function ended(client: StudioClient, project: string, job: string): Promise<JobView> {
  return stateOf(client, 'job', { project, job }, ({ ended }) => ended !== null);
}

/** What a promise was rejected with; fails when it was not. */
export async function refusal(promise: Promise<unknown>): Promise<StudioError> {
  return promise.then(
    () => {
      throw new Error('expected a refusal');
    },
    (error: StudioError) => error,
  );
}
