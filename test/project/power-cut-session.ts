/** A session with a project, what was acknowledged when, and what must be there after a power cut. */
import { ProjectError } from '../../engine/project/error.ts';
import type { FileSystem } from '../../engine/project/file-system.ts';
import { createProject, openProject, type Project } from '../../engine/project/project.ts';
import type { RunWriter } from '../../engine/project/run-writer.ts';
import type { RunRecord } from '../../engine/project/schemas.ts';
import { sha256 } from '../../engine/project/sha256.ts';
import { about, newData, newRun, newSimulator, options } from './inputs.ts';
import { PowerCutDisk, type Survival } from './power-cut-disk.ts';

/** What a person and the engine do, one after the other; `which` chooses among what there is. */
export const STEPS = [
  'edit',
  'type',
  'undo',
  'redo',
  'import',
  'import again',
  'simulator',
  'start',
  'checkpoint',
  'log',
  'finish',
  'cancel',
  'fail',
  'resume',
  'export',
  'at once',
  'reopen',
] as const;
export interface Step {
  readonly what: (typeof STEPS)[number];
  readonly which: number;
}

/** What can be read of a project, by part: 'meta', 'data/beds', 'run/0001-calibrate', ... */
type Parts = Readonly<Record<string, string>>;

interface Stretch {
  /** Moments of the disk between which the step was done; acknowledged at the second. */
  readonly from: number;
  readonly to: number;
  readonly before: Parts;
  readonly after: Parts;
}

export interface Session {
  readonly disk: PowerCutDisk;
  /** Moments at which the project had been made, and at which it was closed. */
  readonly start: number;
  readonly end: number;
  readonly stretches: readonly Stretch[];
}

const FOLDER = '/projects/beds';
const ID = '00000000-0000-4000-8000-000000000000';

/** Does the steps on a disk of its own; steps that are not possible (undo of nothing) change nothing. */
export async function session(steps: readonly Step[]): Promise<Session> {
  const disk = new PowerCutDisk();
  await disk.fs.mkdir('/projects');
  const root = await disk.fs.open('/', 'r');
  await root.sync();
  const how = { ...options, fs: disk.fs };
  let project = await createProject(FOLDER, { ...about, id: ID }, how);
  const writers = new Map<string, RunWriter>();
  const stretches: Stretch[] = [];
  const start = disk.moment;
  let before = await partsOf(project, disk);
  for (const [number, { what, which }] of steps.entries()) {
    const from = disk.moment;
    if (what === 'reopen') {
      await project.close();
      project = await openProject(FOLDER, how);
      writers.clear();
    } else await ACTIONS[what]({ project, writers, number, which });
    const to = disk.moment;
    const after = await partsOf(project, disk);
    stretches.push({ from, to, before, after });
    before = after;
  }
  await project.close();
  return { disk, start, end: disk.moment, stretches };
}

/** unreadable: the project cannot be opened; lost: something that was acknowledged; stuck: what cannot go on. */
export interface Wrong {
  readonly kind: 'unreadable' | 'lost' | 'stuck';
  readonly what: string;
}

/** Lets the power go at `moment` and opens the project again. Gives what is wrong then. */
export async function powerCut(
  { disk, stretches }: Session,
  moment: number,
  survival: Survival,
  random: () => number,
): Promise<readonly Wrong[]> {
  const stretch = stretches.find(({ to }) => to >= moment);
  const allowed = stretch ?? { before: stretches.at(-1)!.after, after: stretches.at(-1)!.after };
  // Before the step began, nothing of it may be there.
  const isBefore = stretch !== undefined && moment <= stretch.from;
  const due = { before: allowed.before, after: isBefore ? allowed.before : allowed.after };
  const next = disk.after(moment, survival, random);
  const wrong = await whatIsWrong(next, due);
  // And once more while it recovers.
  const again = next.after(Math.floor(random() * (next.moment + 1)), survival, random);
  return [...wrong, ...(await whatIsWrong(again, due)), ...(await cannotGoOn(again))];
}

async function whatIsWrong(
  disk: PowerCutDisk,
  { before, after }: Pick<Stretch, 'before' | 'after'>,
): Promise<readonly Wrong[]> {
  try {
    const project = await openProject(FOLDER, { ...options, fs: disk.fs });
    if (project.readOnly) return [{ kind: 'unreadable', what: project.readOnly.message }];
    const found = await partsOf(project, disk).finally(() => project.close());
    const parts = [...new Set([before, after, found].flatMap(Object.keys))];
    return parts.flatMap((part) => {
      const [was, is, there] = [before[part], after[part], found[part]];
      if (there === was || there === is) return [];
      const due = is === was ? was : `${was}\n  or ${is}`;
      return [{ kind: 'lost', what: `${part}: ${there}\n  instead of ${due}` }];
    });
  } catch (error) {
    return [{ kind: 'unreadable', what: told(error) }];
  }
}

/** Every run that is not finished is taken up and finished, and an edit is made. */
async function cannotGoOn(disk: PowerCutDisk): Promise<readonly Wrong[]> {
  const wrong: Wrong[] = [];
  const isStuck = (what: string) => wrong.push({ kind: 'stuck', what });
  try {
    const project = await openProject(FOLDER, { ...options, fs: disk.fs });
    for (const { id } of await unfinished(project)) {
      const { writer } = await project.resumeRun(id);
      await writer.log('round');
      await writer.finish({ result: 'resumed' });
      if ((await project.readResult(id)) !== 'resumed') isStuck(`${id}: resumed to nothing`);
    }
    await edit(project, { notes: 'afterwards' });
    await project.close();
    const again = await openProject(FOLDER, { ...options, fs: disk.fs });
    if (again.meta.notes !== 'afterwards') isStuck('edits are not kept any more');
    await again.close();
  } catch (error) {
    isStuck(told(error));
  }
  return wrong;
}

function told(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

interface Acting {
  readonly project: Project;
  /** Of the runs that were started or resumed since the project was opened. */
  readonly writers: Map<string, RunWriter>;
  /** Of the step. */
  readonly number: number;
  readonly which: number;
}

const ACTIONS: Readonly<Record<Exclude<Step['what'], 'reopen'>, (on: Acting) => Promise<void>>> = {
  edit: ({ project, number }) => edit(project, { notes: `notes ${number} `.repeat(1 + number) }),
  type: ({ project, number }) => edit(project, { description: `words ${number}` }, 'typing'),
  async undo({ project }) {
    if (project.undoIntent !== undefined) await project.undo();
  },
  async redo({ project }) {
    if (project.redoIntent !== undefined) await project.redo();
  },
  import: ({ project, which }) => importData(project, `data-${which % 3}`, false),
  'import again': ({ project, which }) => importData(project, `data-${which % 3}`, true),
  async simulator({ project, number }) {
    await project.saveSimulator({ ...newSimulator, code: `// ${number}\n` });
  },
  async start({ project, writers }) {
    const data = (await project.listData()).items.map(({ name }) => name);
    const writer = await project.startRun({ ...newRun, data });
    writers.set(writer.id, writer);
  },
  checkpoint: (on) => onRun(on, (writer) => writer.checkpoint({ at: on.number, more: LONG })),
  log: (on) => onRun(on, (writer) => writer.log('round', { at: on.number })),
  finish: (on) => ending(on, (writer) => writer.finish(outcome(on.number))),
  cancel: (on) => ending(on, (writer) => writer.cancel(outcome(on.number))),
  fail: (on) => ending(on, (writer) => writer.fail(new ProjectError('disk', 'disk: EIO'))),
  async resume({ project, writers, which }) {
    const open = (await unfinished(project)).filter(({ id }) => !writers.has(id));
    const run = open[which % Math.max(1, open.length)];
    if (run === undefined) return;
    writers.set(run.id, (await project.resumeRun(run.id)).writer);
  },
  async export({ project, number }) {
    await project.writeExport('plan.txt', `plan ${number}\n`.repeat(20));
  },
  async 'at once'(on) {
    const { checkpoint, log, edit: editing, simulator, export: exporting } = ACTIONS;
    await Promise.all([checkpoint, log, editing, simulator, exporting].map((act) => act(on)));
  },
};

const LONG = 'x'.repeat(500);

function outcome(number: number) {
  const tables = { posterior: { stay: Float64Array.from({ length: 40 }, (_, i) => i / number) } };
  return { result: { number, more: LONG }, tables };
}

async function onRun(
  { writers, which }: Acting,
  act: (writer: RunWriter) => Promise<unknown>,
): Promise<void> {
  const writer = [...writers.values()][which % Math.max(1, writers.size)];
  if (writer) await act(writer);
}

async function ending(on: Acting, act: (writer: RunWriter) => Promise<unknown>): Promise<void> {
  await onRun(on, async (writer) => {
    await act(writer);
    on.writers.delete(writer.id);
  });
}

/** Without those that wait for data whose import was undone. */
async function unfinished(project: Project): Promise<readonly RunRecord[]> {
  const data = (await project.listData()).items.map(({ name }) => name);
  return (await project.listRuns()).items.filter(
    (run) => run.state !== 'finished' && run.data.every(({ name }) => data.includes(name)),
  );
}

/** Everything of a project that can be read; throws when something cannot. */
async function partsOf(project: Project, { fs }: PowerCutDisk): Promise<Parts> {
  const { revision: _revision, ...meta } = project.meta;
  const steps = project.history().map(({ intent, undone }) => [intent, undone]);
  const parts: Record<string, unknown> = { meta, steps, notices: project.notices };
  const data = await project.listData();
  const simulators = await project.listSimulators();
  const runs = await project.listRuns();
  parts.problems = [data, simulators, runs].flatMap(({ problems }) =>
    problems.map(({ message }) => message),
  );
  for (const { name } of data.items) {
    const { content, ...record } = await project.readData(name);
    parts[`data/${name}`] = [record, sha256(content)];
  }
  for (const { id } of simulators.items) {
    parts[`simulators/${id}`] = await project.readSimulator(id);
  }
  for (const run of runs.items) {
    const { id, files } = run;
    const result = await project.readResult(id);
    const isTabled = files.some(({ file }) => file === 'posterior.csv');
    const posterior = isTabled && [...(await project.readTable(id, 'posterior')).stay!];
    parts[`runs/${id}`] = [run, result, posterior];
    parts[`runs/${id}/checkpoint`] = await textOf(fs, `${FOLDER}/runs/${id}/checkpoint.json`);
    parts[`runs/${id}/log`] = (await project.readLog(id)).items;
  }
  parts.export = await textOf(fs, `${FOLDER}/exports/plan.txt`);
  return Object.fromEntries(
    Object.entries(parts).map(([part, content]) => [part, JSON.stringify(content)]),
  );
}

async function textOf(fs: FileSystem, path: string): Promise<string | undefined> {
  const file = await fs.open(path, 'r').catch(() => undefined);
  return file && String(await file.readFile());
}

async function importData(project: Project, name: string, isAgain: boolean): Promise<void> {
  const { schema, fixes } = newData;
  const otherwise = { fixes: [], schema: { ...schema, missingValues: ['', 'n.b.'] } };
  const data = { ...newData, name, fixes, ...(isAgain && otherwise) };
  await project.edit({ intent: 'Imported', meta: { data: name }, data });
}

type MetaChange = NonNullable<Parameters<Project['edit']>[0]['meta']>;

async function edit(project: Project, meta: MetaChange, burst?: string): Promise<void> {
  await project.edit({ intent: `Changed ${Object.keys(meta)}`, meta, ...(burst && { burst }) });
}
