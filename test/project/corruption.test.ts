import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StudioError } from '../../engine/base/error.ts';
import { createProject, openProject, type Project } from '../../engine/project/project.ts';
import { addSimulator } from '../../engine/studio/add-simulator.ts';
import { importData } from '../../engine/studio/import-data.ts';
import { readProjectData } from '../../engine/studio/project-data.ts';
import { calibrationOutcome, readCalibratedModel } from '../../engine/studio/stored-calibration.ts';
import { calibration } from '../studio/calibration.ts';
import { ward } from '../studio/ward.ts';
import { damagesOf } from './damage-files.ts';
import { about, options } from './support.ts';

const DEADLINE_MS = 5000;
const FILES = [
  'project.json',
  'journal.jsonl',
  'open.gsim.json',
  'data/census.import.json',
  'data/census.schema.json',
  'data/census.csv',
  'simulators/0001-ward/simulator.json',
  'simulators/0001-ward/simulator.js',
  'runs/0001-calibrate/run.json',
  'runs/0001-calibrate/result.json',
  'runs/0001-calibrate/posterior.csv',
  'runs/0002-calibrate/checkpoint.json',
  'runs/0002-calibrate/log.jsonl',
] as const;
type FileName = (typeof FILES)[number];
const OPENING: readonly FileName[] = ['project.json', 'journal.jsonl'];
const CENSUS: readonly FileName[] = [
  'data/census.import.json',
  'data/census.schema.json',
  'data/census.csv',
];

interface Reading {
  /** What it may depend on, besides what opening does. */
  readonly on: readonly FileName[];
  read(project: Project): Promise<unknown>;
}

/** Everything that is asked of a project, and of which files the answer is made. */
const READINGS: Readonly<Record<string, Reading>> = {
  'the data': { on: CENSUS, read: (project) => project.readData('census') },
  'other data': { on: [], read: (project) => project.readData('stock') },
  'the rows': { on: CENSUS, read: (project) => readProjectData(project) },
  'the list of data': { on: CENSUS, read: async (project) => names(await project.listData()) },
  'the simulator': {
    on: ['simulators/0001-ward/simulator.json', 'simulators/0001-ward/simulator.js'],
    read: async (project) => (await project.readSimulator('0001-ward')).code,
  },
  'another simulator': { on: [], read: (project) => project.readSimulator('0002-ward') },
  'the list of simulators': {
    on: ['simulators/0001-ward/simulator.json'],
    read: async (project) => names(await project.listSimulators()),
  },
  'the calibrated model': {
    on: FILES.filter((file) => /^simulators|0001-calibrate/.test(file)),
    read: (project) => readCalibratedModel(project, '0001-ward'),
  },
  'the result of the run': {
    on: ['runs/0001-calibrate/run.json', 'runs/0001-calibrate/result.json'],
    read: (project) => project.readResult('0001-calibrate'),
  },
  'the table of the run': {
    on: ['runs/0001-calibrate/run.json', 'runs/0001-calibrate/posterior.csv'],
    read: (project) => project.readTable('0001-calibrate', 'posterior'),
  },
  'another result': { on: [], read: (project) => project.readResult('0003-check') },
  'the list of runs': {
    on: ['runs/0001-calibrate/run.json'],
    read: async (project) => names(await project.listRuns()),
  },
  'the log': {
    on: ['runs/0002-calibrate/log.jsonl'],
    read: async (project) => (await project.readLog('0002-calibrate')).items,
  },
};

/** What can be done with it. */
const ACTIONS: Readonly<Record<string, Reading>> = {
  'an edit': { on: [], read: (project) => project.edit({ intent: 'Noted', meta: { notes: 'n' } }) },
  'taking up the run': {
    on: ['runs/0002-calibrate/checkpoint.json', ...CENSUS],
    read: async (project) => (await project.resumeRun('0002-calibrate')).checkpoint,
  },
  'adding to its log': {
    on: ['runs/0002-calibrate/log.jsonl', 'runs/0002-calibrate/checkpoint.json', ...CENSUS],
    read: async (project) => (await project.resumeRun('0002-calibrate')).writer.log('round'),
  },
  'a new run': {
    on: [],
    read: async (project) => {
      const run = { kind: 'check', seed: 1, inputs: {}, data: ['stock'] };
      await (await project.startRun(run)).finish({ result: 1 });
    },
  },
};

const CHECKPOINT = { generation: 3, mean: Float64Array.of(1, 2) };

let home: string;
let template: string;
/** What the readings give of the sound project. */
let sound: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gsim-test-'));
  template = join(home, 'sound');
  await makeTemplate();
  const project = await openProject(template, options);
  sound = await outcomes(project, READINGS);
  await project.close();
  for (const [what, outcome] of Object.entries(sound)) {
    if (outcome instanceof Error) throw new Error(what, { cause: outcome });
  }
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** Its last edit is in the journal only, as after a crash. */
async function makeTemplate(): Promise<void> {
  const folder = join(home, 'first');
  const project = await createProject(folder, about, options);
  const bytes = new TextEncoder().encode(ward.census);
  await importData(project, { file: 'stock.csv', bytes, heldOutRows: 10 });
  await importData(project, { file: 'census.csv', bytes, heldOutRows: 10 });
  for (const comment of ['', '// again\n']) {
    await addSimulator(project, { code: ward.simulator + comment, file: 'ward.sim.js' });
  }
  const run = { kind: 'calibrate', seed: 1, inputs: {}, data: ['census'], simulator: '0001-ward' };
  const first = await project.startRun(run);
  await first.finish(calibrationOutcome(calibration(8), { simulator: '0001-ward', rows: 'all' }));
  const second = await project.startRun(run);
  await second.checkpoint(CHECKPOINT);
  for (const number of [1, 2, 3]) await second.log('round', { number });
  const third = await project.startRun({ ...run, kind: 'check' });
  await third.finish({ result: 'sound' });
  await project.flush();
  await project.edit({ intent: 'Noted', meta: { notes: 'only in the journal' } });
  await cp(folder, template, { recursive: true, filter: (path) => !path.includes('.lock') });
  await project.close();
}

const cases = FILES.flatMap((file, at) =>
  damagesOf(file, at + 1).map(({ what, act }, number) => ({ file, what, act, number })),
);

it('are at least 200', () => {
  expect(cases.length).toBeGreaterThanOrEqual(200);
});

describe.each(FILES)('a project whose %s is', (file) => {
  const damages = cases.filter((damaged) => damaged.file === file);
  it.each(damages)('$what opens, is mended or is refused', async ({ act, number }) => {
    const folder = join(home, `${FILES.indexOf(file)}-${number}`);
    await cp(template, folder, { recursive: true });
    await act(join(folder, file));
    const opened = await inTime(openProject(folder, options));
    if (opened instanceof Error) {
      expectClear(opened, folder);
      expect(OPENING).toContain(file);
    } else {
      await expectRestUsable(opened as Project, file);
      await expectOpensAgain(opened as Project);
    }
    if (file === 'open.gsim.json') {
      const throughDoor = await inTime(openProject(join(folder, file), options));
      if (throughDoor instanceof Error) expectClear(throughDoor, folder);
      else await (throughDoor as Project).close();
    }
    expect(Object.getPrototypeOf({})).not.toHaveProperty('isDamaged');
    await rm(folder, { recursive: true });
  });
});

async function expectRestUsable(project: Project, damaged: FileName): Promise<void> {
  for (const { message, hint, file } of project.notices) {
    expect([message, hint, file].every((text) => text.length > 0)).toBe(true);
  }
  const found = { ...(await outcomes(project, READINGS)), ...(await outcomes(project, ACTIONS)) };
  const all: Readonly<Record<string, Reading>> = { ...READINGS, ...ACTIONS };
  for (const [what, outcome] of Object.entries(found)) {
    const mayDiffer = [...all[what]!.on, ...OPENING].includes(damaged);
    if (outcome instanceof Error) expectClear(outcome, project.folder);
    if (mayDiffer) continue;
    expect(outcome, what).not.toBeInstanceOf(Error);
    if (what in sound) expect(outcome, what).toEqual(sound[what]);
  }
  // What has a digest is as it was, or is refused.
  const due = { ...sound, 'taking up the run': CHECKPOINT };
  for (const what of [
    'the simulator',
    'the result of the run',
    'the table of the run',
    'taking up the run',
  ] as const) {
    if (found[what] instanceof Error || found[what] === undefined) continue;
    expect(found[what], what).toEqual((due as Readonly<Record<string, unknown>>)[what]);
  }
}

/** What was mended once is sound. */
async function expectOpensAgain(project: Project): Promise<void> {
  const notes = project.meta.notes;
  await project.close();
  const again = await openProject(project.folder, options);
  expect(again.meta.notes).toBe(notes);
  expect(again.notices).toEqual([]);
  await again.close();
}

async function outcomes(
  project: Project,
  readings: Readonly<Record<string, Reading>>,
): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = {};
  for (const [what, { read }] of Object.entries(readings)) {
    found[what] = await inTime(read(project));
  }
  return found;
}

/** The value or the error. */
async function inTime(work: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${DEADLINE_MS} ms`)), DEADLINE_MS);
  });
  return Promise.race([work, late])
    .catch((error: unknown) => error)
    .finally(() => clearTimeout(timer));
}

/** File, place and way out, for a person. */
function expectClear(error: Error, folder: string): void {
  if (!(error instanceof StudioError)) throw error;
  expect(error.message).toMatch(/^[\w./ -]+: /);
  expect(error.message).not.toMatch(/\n\s+at |node:|ENO|undefined|\[object/);
  expect(error.message.length).toBeLessThan(400);
  expect(error.hint).toMatch(/\w+ \w+/);
  expect(error.place?.file ?? folder).toContain(folder);
}

function names(listing: { readonly items: readonly object[] }): readonly string[] {
  return listing.items.map((item) =>
    'name' in item ? `${item.name}` : `${'id' in item && item.id}`,
  );
}
