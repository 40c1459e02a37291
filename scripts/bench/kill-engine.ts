/**
 * Kills engines while they edit and run, and looks at what they leave. A project goes through several kills: each
 * engine goes on with what the one before it left.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { STUDIO_VERSION } from '../../engine/base/version.ts';
import { createInProcess } from '../../engine/compute/in-process.ts';
import { createSimulate } from '../../engine/compute/simulate.ts';
import { createProject, openProject, type Project } from '../../engine/project/project.ts';
import type { RunRecord } from '../../engine/project/schemas.ts';
import { addSimulator } from '../../engine/studio/add-simulator.ts';
import type { JobKind } from '../../engine/studio/contract/methods.ts';
import { importData } from '../../engine/studio/import-data.ts';
import { type Order, perform } from '../../engine/studio/server/perform.ts';
import type { Services } from '../../engine/studio/services.ts';
import { randomFrom } from '../../test/project/power-cut-disk.ts';
import { plainExecutor } from '../../test/studio/server/plain-executor.ts';
import { ward } from '../../test/studio/ward.ts';
import { type Acknowledged, CALIBRATE, JOBS, noteOf } from './kill-protocol.ts';

export interface KillOptions {
  readonly kills: number;
  /** Kills of one project, one after the other. */
  readonly killsEach: number;
  /** Edits that an engine lives for at most; it is killed up to 30 ms after the last of them. */
  readonly life: number;
  readonly seed: number;
  /** Where the engines simulate: in the pool's process, in their own, or by turns. */
  readonly where: 'pool' | 'here' | 'both';
  /** Whether what was left goes on to its end after the last kill, and has to give the numbers of an undisturbed run. */
  readonly toTheEnd: boolean;
  readonly onKill?: (done: number) => void;
}

/** What the kills did. The lists say what is wrong; the counts show that something was put at risk. */
export interface KillReport {
  readonly unreadable: readonly string[];
  readonly editsLost: readonly string[];
  readonly runsNotResumable: readonly string[];
  readonly edits: number;
  readonly runsStarted: number;
  /** Taken up again by the next engine or by the killer, to the numbers of an undisturbed run. */
  readonly runsResumed: number;
  readonly runsFinished: number;
}

/** The history of a project may be cut to so many. */
const KEPT_STEPS = 400;

type Results = Readonly<Record<string, unknown>>;
const options = { clock: () => new Date(), app: STUDIO_VERSION };
const engine = fileURLToPath(new URL('./killed-engine.ts', import.meta.url));

export async function killEngines(wanted: KillOptions): Promise<KillReport> {
  const home = await mkdtemp(join(tmpdir(), 'gsim-kill-'));
  try {
    const template = join(home, 'template');
    await makeTemplate(template);
    const undisturbed = wanted.toTheEnd ? await undisturbedResults(template, home) : undefined;
    const chains: Chain[] = [];
    const random = randomFrom(wanted.seed);
    for (let done = 0; done < wanted.kills; done++) {
      const number = Math.floor(done / wanted.killsEach);
      if (number === chains.length) {
        const where = wanted.where === 'both' ? (number % 2 ? 'pool' : 'here') : wanted.where;
        const chain = new Chain(join(home, String(number)), where, undisturbed);
        await cp(template, join(chain.folder, 'project'), { recursive: true });
        chains.push(chain);
      }
      const isLast = (done + 1) % wanted.killsEach === 0 || done + 1 === wanted.kills;
      await chains[number]!.kill(Math.floor(random() * (wanted.life + 1)), random() * 30);
      await chains[number]!.look({ toTheEnd: isLast && wanted.toTheEnd });
      if (isLast) await rm(chains[number]!.folder, { recursive: true });
      wanted.onKill?.(done + 1);
    }
    return together(chains);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** A project and the engines that are killed over it. */
class Chain {
  readonly folder: string;
  readonly unreadable: string[] = [];
  readonly editsLost: string[] = [];
  readonly runsNotResumable: string[] = [];
  readonly started = new Set<string>();
  readonly finished = new Set<string>();
  /** Numbers that were acknowledged. */
  readonly edits = new Set<number>();
  readonly resumed = new Set<string>();
  readonly #where: 'pool' | 'here';
  /** Absent: numbers are not compared. */
  readonly #undisturbed: Results | undefined;

  constructor(folder: string, where: 'pool' | 'here', undisturbed: Results | undefined) {
    this.folder = folder;
    this.#where = where;
    this.#undisturbed = undisturbed;
  }

  /** Starts an engine and kills it `delay` milliseconds after it has opened the project and made so many edits, and a run. */
  async kill(edits: number, delay: number): Promise<void> {
    // The edit on its way when the last engine was killed may have been made: its number is not used again.
    const next = String(this.#lastEdit + 2);
    const child = spawn(process.execPath, [engine, this.folder, this.#where, next], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout });
    const closed = once(lines, 'close');
    const due = this.edits.size + edits;
    const { promise: lived, resolve } = Promise.withResolvers<void>();
    let isOpen = false;
    lines.on('line', (line) => {
      isOpen = this.#heard(JSON.parse(line) as Acknowledged) || isOpen;
      const runs = edits === 0 || this.started.size > 0;
      if (isOpen && runs && this.edits.size >= due) resolve();
    });
    await Promise.race([lived, closed]);
    await sleep(delay);
    child.kill('SIGKILL');
    await closed;
    if (!isOpen) this.unreadable.push('the next engine did not open the project');
  }

  #heard(said: Acknowledged): boolean {
    if (said.kind === 'edit') this.edits.add(said.number);
    else if (said.kind === 'job') this.started.add(said.id);
    else if (said.kind === 'finished') this.finished.add(said.id);
    else if (said.kind === 'failed') {
      this.runsNotResumable.push(`${said.id}: ${said.error?.message ?? 'ended without a result'}`);
    }
    return said.kind === 'open';
  }

  /** Looks at a copy, so that the next engine finds what this one left. `toTheEnd`: every run is finished. */
  async look({ toTheEnd }: { readonly toTheEnd: boolean }): Promise<void> {
    const copy = join(this.folder, 'copy');
    const isLock = /[\\/]\.lock(?:$|[\\/-])/;
    await cp(join(this.folder, 'project'), copy, {
      recursive: true,
      filter: (path) => !isLock.test(path),
    });
    try {
      const project = await openProject(copy, options);
      await this.#lookAt(project, toTheEnd).finally(() => project.close());
    } catch (error) {
      this.unreadable.push(String(error));
    }
    await rm(copy, { recursive: true });
  }

  async #lookAt(project: Project, toTheEnd: boolean): Promise<void> {
    for (const { message } of project.notices) this.unreadable.push(message);
    this.#lookAtEdits(project);
    const { items, problems } = await project.listRuns();
    for (const { message } of problems) this.unreadable.push(message);
    const ids = new Set(items.map(({ id }) => id));
    for (const id of this.started) if (!ids.has(id)) this.runsNotResumable.push(`${id}: gone`);
    for (const run of items) {
      if (run.state === 'finished') await this.#compare(project, run);
      else if (this.finished.has(run.id))
        this.runsNotResumable.push(`${run.id}: not finished any more`);
      else await this.#resume(project, run, toTheEnd);
    }
  }

  get #lastEdit(): number {
    return Math.max(0, ...this.edits);
  }

  #lookAtEdits({ meta, history }: Project): void {
    const notes = Number(/\d+$/.exec(meta.notes)?.[0] ?? 0);
    if (notes < this.#lastEdit) this.editsLost.push(`${meta.notes}, due: ${this.#lastEdit}`);
    const kept = new Set(history().map(({ intent }) => intent));
    for (const number of [...this.edits].slice(-KEPT_STEPS)) {
      if (!kept.has(noteOf(number))) this.editsLost.push(`history: ${noteOf(number)}`);
    }
  }

  /** To the end, or until it has been taken up and held still. */
  async #resume(project: Project, run: RunRecord, toTheEnd: boolean): Promise<void> {
    const { id, seed } = run;
    const kind = run.kind as JobKind;
    const signal = toTheEnd ? undefined : AbortSignal.abort();
    try {
      await work(project, { kind: 'again', run: { id, kind, seed } }, signal);
    } catch (error) {
      if (toTheEnd) this.runsNotResumable.push(`${id}: ${error}`);
    }
    const after = await project.readRun(id);
    if (toTheEnd) await this.#compare(project, after);
    else if (after.resumed.length === run.resumed.length) {
      this.runsNotResumable.push(`${id}: not taken up`);
    }
  }

  async #compare(project: Project, run: RunRecord): Promise<void> {
    if (run.resumed.length > 0) this.resumed.add(run.id);
    const result = await project.readResult(run.id).catch((error: unknown) => error);
    const due = this.#undisturbed?.[run.kind];
    if (due === undefined ? !(result instanceof Error) : isDeepStrictEqual(result, due)) return;
    const found = result instanceof Error ? result.message : 'other numbers than undisturbed';
    this.runsNotResumable.push(`${run.id}: ${run.state}, ${found}`);
  }
}

function work(project: Project, order: Order, signal?: AbortSignal): Promise<void> {
  const noModel = () => Promise.reject(new Error('no model is needed here'));
  return perform(project, services(signal), order, noModel);
}

function services(signal?: AbortSignal): Services {
  const executor = plainExecutor();
  return {
    executor,
    simulate: createSimulate(executor),
    numerics: createInProcess([]),
    ...(signal && { signal }),
  };
}

async function makeTemplate(folder: string): Promise<void> {
  const project = await createProject(folder, { name: 'Ward', description: 'A ward.' }, options);
  const bytes = new TextEncoder().encode(ward.census);
  await importData(project, { file: 'census.csv', bytes, heldOutRows: 10 });
  await addSimulator(project, { code: ward.simulator, file: 'ward.sim.js' });
  await work(project, { kind: 'new', job: CALIBRATE });
  await project.close();
}

/** By kind, what the jobs give when nobody is killed. */
async function undisturbedResults(template: string, home: string): Promise<Results> {
  const folder = join(home, 'undisturbed');
  await cp(template, folder, { recursive: true });
  const project = await openProject(folder, options);
  for (const job of JOBS.slice(0, 2)) {
    await work(project, { kind: 'new', job });
  }
  const { items } = await project.listRuns();
  const results = await Promise.all(
    items.map(async ({ id, kind }) => [kind, await project.readResult(id)] as const),
  );
  await project.close();
  return Object.fromEntries(results);
}

function together(chains: readonly Chain[]): KillReport {
  const sum = (count: (chain: Chain) => number) => chains.reduce((all, one) => all + count(one), 0);
  return {
    unreadable: chains.flatMap(({ unreadable }) => unreadable),
    editsLost: chains.flatMap(({ editsLost }) => editsLost),
    runsNotResumable: chains.flatMap(({ runsNotResumable }) => runsNotResumable),
    edits: sum(({ edits }) => edits.size),
    runsStarted: sum(({ started }) => started.size),
    runsResumed: sum(({ resumed }) => resumed.size),
    runsFinished: sum(({ finished }) => finished.size),
  };
}
