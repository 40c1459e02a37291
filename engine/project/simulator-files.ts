/** simulators/<id>/: the code of a simulator and where it comes from. Never changed once saved. */
import type { Declaration } from '../simulator/declaration.ts';
import { ProjectError } from './error.ts';
import type { Folder } from './folder.ts';
import { SIZE_LIMITS } from './folder.ts';
import type { Listing } from './listing.ts';
import { readEach } from './listing.ts';
import { checkId, idFrom, isId, nextNumbered } from './names.ts';
import type { Provenance, SimulatorRecord } from './schemas.ts';
import { simulatorFile } from './schemas.ts';
import { sha256 } from './sha256.ts';

const CODE = 'simulator.js';
const RECORD = 'simulator.json';

export interface NewSimulator {
  readonly code: string;
  /** What the code declares, as the compiler read it. */
  readonly declaration: Declaration;
  readonly provenance: Provenance;
}

export interface StoredSimulator extends SimulatorRecord {
  readonly code: string;
}

/** Saves a simulator under the next number and its title: '0007-staged-stay'. */
export async function saveSimulator(
  folder: Folder,
  { code, declaration, provenance }: NewSimulator,
  now: Date,
): Promise<SimulatorRecord> {
  const saved: Omit<SimulatorRecord, 'id'> = {
    saved: now.toISOString(),
    sha256: sha256(code),
    title: declaration.title,
    parameters: Object.keys(declaration.parameters),
    inputs: Object.keys(declaration.inputs),
    levers: Object.keys(declaration.levers),
    outputs: Object.keys(declaration.outputs),
    modules: declaration.modules.map(({ name }) => name),
    provenance,
  };
  const ending = idFrom(declaration.title.slice(0, 40), 'simulator');
  const id = await folder.makeWhole(
    'simulators',
    (taken) => nextNumbered(taken, ending),
    async (place, name) => {
      await folder.write(`${place}/${CODE}`, code);
      await folder.writeKind(`${place}/${RECORD}`, simulatorFile, { id: name, ...saved });
    },
  );
  return { id, ...saved };
}

/** Throws ProjectError 'not-found', 'corrupt', or 'data-changed' when the code is not what was saved. */
export async function readSimulator(folder: Folder, id: string): Promise<StoredSimulator> {
  const record = await folder.readKind(recordOf(checkId(id, 'simulator')), simulatorFile);
  const code = await folder.readText(codeOf(id), SIZE_LIMITS.code);
  if (sha256(code) === record.sha256) return { ...record, code };
  throw new ProjectError('data-changed', `${codeOf(id)}: not the code that was saved`, {
    hint: 'Save the changed code as a new simulator: results refer to the saved one.',
    place: { file: folder.path(codeOf(id)) },
  });
}

/** Records of all simulators, oldest first. */
export async function listSimulators(folder: Folder): Promise<Listing<SimulatorRecord>> {
  const ids = (await folder.list('simulators')).filter(isId);
  return readEach(ids, (id) => folder.readKind(recordOf(id), simulatorFile));
}

function codeOf(id: string): string {
  return `simulators/${id}/${CODE}`;
}

function recordOf(id: string): string {
  return `simulators/${id}/${RECORD}`;
}
