/** A studio in folders of its own with a window's client beside it, in one process. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectStudio } from '../../engine/studio/contract/connect-studio.ts';
import { createStudio } from '../../engine/studio/server/create-studio.ts';
import { memoryTransports } from '../../engine/studio/transport/memory.ts';
import type { Folders } from '../../test/e2e/hosts/host.ts';
import { storeDraws } from './stored-draws.ts';

export type MemoryClient = ReturnType<typeof connectStudio>;

/** The folder goes away afterwards. */
export async function withMemoryStudio<T>(work: (client: MemoryClient) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'gsim-bench-'));
  const folders = {
    userFolder: join(folder, 'user'),
    projectsFolder: join(folder, 'projects'),
  };
  try {
    return await inFolders(folders, work);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The same in folders that stay. */
export async function inFolders<T>(
  folders: Folders,
  work: (client: MemoryClient) => Promise<T>,
): Promise<T> {
  const studio = await createStudio({
    ...folders,
    assetsFolder: fileURLToPath(new URL('../../assets', import.meta.url)),
    clock: () => new Date(),
  });
  const client = connectStudio({
    connect: async () => {
      const [here, there] = memoryTransports();
      studio.connect(there);
      return here;
    },
    app: studio.service.app,
  });
  try {
    return await work(client);
  } finally {
    client.close();
    await studio.close();
  }
}

/** Adds a simulator to the project, with draws around these numbers that a calibration might have left; gives its id. */
export async function addWithDraws(
  client: MemoryClient,
  project: string,
  code: string,
  parameters: Readonly<Record<string, number>>,
): Promise<string> {
  const { id } = await client.call('simulators.add', { project, code, file: 'bench.sim.js' });
  await client.call('projects.close', { project });
  await storeDraws(project, id, parameters);
  await client.call('projects.open', { folder: project });
  return id;
}

/** The ICU sample with the worked simulator. */
export async function icuWithDraws(
  client: MemoryClient,
): Promise<{ readonly project: string; readonly simulator: string }> {
  const { project } = await client.call('samples.open', { sample: 'netherlands-icu' });
  const file = new URL('../../assets/simulators/icu-staged-stay.sim.js', import.meta.url);
  const code = readFileSync(file, 'utf8');
  return { project, simulator: await addWithDraws(client, project, code, { stay: 18, error: 20 }) };
}
