/** The jobs of one open project, and the runs in its folder that nobody works on. */
import type { ErrorData } from '../../base/error.ts';
import type { Lane } from '../../compute/share-executor.ts';
import type { Project } from '../../project/project.ts';
import type { SteerRequest } from '../contract/discovery-view.ts';
import { type JobSummary, type JobView, jobKind } from '../contract/job-view.ts';
import type { NewJob } from '../contract/new-job.ts';
import { Changes } from './changes.ts';
import { type Job, startJob } from './job.ts';
import type { OpenModel } from './models.ts';
import type { Order } from './perform.ts';
import { ServerError } from './server-error.ts';
import { storedSummary, storedView } from './stored-run-view.ts';

export interface ProjectJobsTools {
  /** Where a job simulates: a new one for each. */
  readonly lane: () => Lane;
  /** Where it trains networks. */
  readonly numericsLane: () => Lane;
  readonly openModel: OpenModel;
  readonly clock: () => Date;
  /** A job has begun, was held, goes on or has ended. */
  readonly onLive: () => Promise<void>;
  /** A run has left something in the project. */
  readonly onEnded: () => void;
}

/** Jobs of one project at once; more would only take turns. */
const AT_ONCE = 8;

export class ProjectJobs {
  /** Of any run. */
  readonly changes = new Changes();
  readonly #project: Project;
  readonly #tools: ProjectJobsTools;
  readonly #live = new Map<string, Job>();
  /** When a live job has ended and all the bookkeeping with it. */
  readonly #gone = new Map<string, Promise<void>>();
  /** Not on disk yet, or being read before they are taken up. */
  readonly #starting = new Set<Promise<unknown>>();
  /** Ids among them. */
  readonly #takenUp = new Set<string>();
  readonly #ofRuns = new Map<string, Changes>();
  /** Runs that nobody works on, as they were read. */
  #stored: Promise<Map<string, JobSummary>> | undefined;
  /** Why a run could not be taken up again by itself. */
  readonly #notResumed = new Map<string, ErrorData>();
  #closing = false;

  constructor(project: Project, tools: ProjectJobsTools) {
    this.#project = project;
    this.#tools = tools;
  }

  get live(): readonly Job[] {
    return [...this.#live.values()];
  }

  /** Of one run. */
  changesOf(id: string): Changes {
    const found = this.#ofRuns.get(id);
    if (found) return found;
    const made = new Changes();
    this.#ofRuns.set(id, made);
    return made;
  }

  /** Newest first. */
  async list(): Promise<JobSummary[]> {
    const stored = await this.#readStored();
    const live = this.live.map((job) => job.summary());
    return [...[...stored.values()].filter(({ job }) => !this.#live.has(job)), ...live]
      .map((summary) => this.#withError(summary))
      .sort((a, b) => order(b.started, a.started) || order(b.job, a.job));
  }

  /** Throws ProjectError 'not-found'. */
  async view(id: string): Promise<JobView> {
    const job = this.#live.get(id);
    if (job) return job.view();
    const run = await this.#project.readRun(id);
    const summary = await storedSummary(this.#project, run);
    if (summary === undefined) throw unknownKind(id, run.kind);
    return storedView(this.#project, this.#withError(summary));
  }

  /** Gives the id of the run, which is on disk. */
  async start(job: NewJob): Promise<string> {
    return (await this.#begin({ kind: 'new', job })).id;
  }

  /** Goes on with a job that is held, or with a run that nobody works on. `held`: as one that is held at once. */
  async resume(id: string, { held = false } = {}): Promise<void> {
    const job = this.#live.get(id);
    if (job) {
      if (job.state === 'cancelling') throw notRunning(id, 'is being stopped');
      job.resume();
      return this.#tools.onLive();
    }
    if (this.#takenUp.has(id)) return;
    this.#takenUp.add(id);
    try {
      const { kind, seed } = await this.#project.readRun(id);
      const known = jobKind.safeParse(kind).data;
      if (known === undefined) throw unknownKind(id, kind);
      const taken = await this.#begin({ kind: 'again', run: { id, kind: known, seed } });
      this.#notResumed.delete(id);
      if (held) taken.pause();
    } finally {
      this.#takenUp.delete(id);
    }
    await this.#tools.onLive();
  }

  async pause(id: string): Promise<void> {
    const job = await this.#liveJob(id);
    if (job?.state === 'cancelling') throw notRunning(id, 'is being stopped');
    if (!job) throw notRunning(id, 'is not worked on');
    job.pause();
    await this.#tools.onLive();
  }

  /** Resolves once the decision is durable. Throws what OpenRun.steer throws. */
  async steer(id: string, steer: SteerRequest): Promise<void> {
    const job = await this.#liveJob(id);
    if (!job) throw notSteered(id, 'is not worked on');
    if (job.state === 'cancelling') throw notSteered(id, 'is being stopped');
    if (!job.steer) throw notSteered(id, 'is no search for structures');
    await job.steer(steer);
  }

  /** Resolves once it has stopped; at once when nobody works on it. */
  async cancel(id: string): Promise<void> {
    const job = await this.#liveJob(id);
    if (!job) return;
    void job.cancel();
    await this.#gone.get(id);
  }

  /** What a run that was to go on by itself was refused with. */
  notResumed(id: string, error: ErrorData): void {
    this.#notResumed.set(id, error);
    this.#changed(id);
  }

  /** Reads the folder anew: another program may have written to it. */
  forgetStored(): void {
    this.#stored = undefined;
    this.changes.changed();
  }

  /** Stops all; nothing starts afterwards. Their runs can be resumed. */
  async close(error: Error): Promise<void> {
    this.#closing = true;
    await Promise.allSettled(this.#starting);
    for (const job of this.live) void job.cancel();
    await Promise.all(this.#gone.values());
    this.changes.end(error);
    for (const changes of this.#ofRuns.values()) changes.end(error);
  }

  async #begin(order: Order): Promise<Job> {
    if (this.#closing) throw closing();
    if (this.#live.size + this.#starting.size >= AT_ONCE) throw tooMany();
    let id: string | undefined;
    const started = startJob(this.#project, order, {
      lane: this.#tools.lane,
      numericsLane: this.#tools.numericsLane,
      openModel: this.#tools.openModel,
      clock: this.#tools.clock,
      onChange: () => id !== undefined && this.#changed(id),
    });
    this.#starting.add(started);
    try {
      const job = await started;
      id = job.id;
      this.#live.set(id, job);
      this.#gone.set(
        id,
        job.ended.then(() => this.#afterEnd(job)),
      );
      this.#changed(id);
      await this.#tools.onLive();
      return job;
    } finally {
      this.#starting.delete(started);
    }
  }

  async #afterEnd({ id }: Job): Promise<void> {
    try {
      const summary = await storedSummary(this.#project, await this.#project.readRun(id));
      if (summary) (await this.#stored)?.set(id, summary);
    } catch {
      // The list is read anew, and whoever looks at the run is told what is wrong with it.
      this.#stored = undefined;
    }
    this.#live.delete(id);
    this.#gone.delete(id);
    this.#changed(id);
    this.#tools.onEnded();
    await this.#tools.onLive();
  }

  #changed(id: string): void {
    this.#ofRuns.get(id)?.changed();
    this.changes.changed();
  }

  #readStored(): Promise<Map<string, JobSummary>> {
    const read = this.#stored ?? this.#readAll();
    this.#stored = read;
    read.catch(() => {
      if (this.#stored === read) this.#stored = undefined;
    });
    return read;
  }

  async #readAll(): Promise<Map<string, JobSummary>> {
    const stored = new Map<string, JobSummary>();
    for (const run of (await this.#project.listRuns()).items) {
      const summary = await storedSummary(this.#project, run);
      if (summary) stored.set(run.id, summary);
    }
    return stored;
  }

  /** Undefined for a run that nobody works on; throws ProjectError 'not-found' when there is none. */
  async #liveJob(id: string): Promise<Job | undefined> {
    const job = this.#live.get(id);
    if (!job) await this.#project.readRun(id);
    return job;
  }

  #withError(summary: JobSummary): JobSummary {
    return { ...summary, error: summary.error ?? this.#notResumed.get(summary.job) ?? null };
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function notRunning(id: string, why: string): ServerError {
  return new ServerError('not-running', `run: ${id} ${why}`, {
    hint: 'Only a run that is being worked on can be held.',
  });
}

function notSteered(id: string, why: string): ServerError {
  return new ServerError('not-running', `run: ${id} ${why}`, {
    hint: 'Start a search that goes on from one that has ended.',
  });
}

function unknownKind(id: string, kind: string): ServerError {
  return new ServerError('unsupported', `run: ${id} is of the kind ${kind}`, {
    hint: 'A later version of the studio may have made it.',
  });
}

function tooMany(): ServerError {
  return new ServerError('too-many-jobs', `runs: ${AT_ONCE} of this project go on already`, {
    hint: 'Wait for one to end, or stop one.',
  });
}

function closing(): ServerError {
  return new ServerError('not-open', 'project: it is being closed', { hint: 'Open it again.' });
}
