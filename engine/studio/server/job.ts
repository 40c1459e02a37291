/** A run that this engine works on: started or taken up again, held, stopped, and looked at meanwhile. */
import type { Lane } from '../../compute/share-executor.ts';
import { createSimulate } from '../../compute/simulate.ts';
import type { Project } from '../../project/project.ts';
import type { RunRecord } from '../../project/schemas.ts';
import type { JobSummary, JobView } from '../contract/job-view.ts';
import type { JobKind } from '../contract/methods.ts';
import { RunStory } from '../run-story.ts';
import type { Activity, OpenRun, Progress, Services } from '../services.ts';
import { discoveryView } from '../tell-discovery.ts';
import { secondsLeft } from '../time-left.ts';
import type { OpenModel } from './models.ts';
import { type Order, perform } from './perform.ts';

export interface JobTools {
  /** Makes where it simulates; ended with the job. */
  readonly lane: () => Lane;
  /** Makes where it trains networks; ended with the job. */
  readonly numericsLane: () => Lane;
  readonly openModel: OpenModel;
  readonly clock: () => Date;
  /** Called with everything that happens to it: it must cost nothing. */
  readonly onChange: () => void;
}

export interface Job {
  readonly id: string;
  readonly state: 'running' | 'paused' | 'cancelling';
  /** Settles when nobody works on it any more and its run is on disk as it ended. Never rejects. */
  readonly ended: Promise<void>;
  summary(): JobSummary;
  view(): JobView;
  /** What has begun of it ends; nothing else begins. */
  pause(): void;
  resume(): void;
  /** The best so far is kept. */
  cancel(): Promise<void>;
  /** See OpenRun; undefined for a run that nobody can steer. */
  readonly steer: OpenRun['steer'];
}

/** Resolves once the run is on disk; rejects with what the use case refuses before that. */
export async function startJob(project: Project, order: Order, tools: JobTools): Promise<Job> {
  const { clock, onChange } = tools;
  const story = order.kind === 'again' ? await readStory(project, order.run.id) : new RunStory();
  const lane = tools.lane();
  const numerics = tools.numericsLane();
  const lanes = [lane, numerics];
  const stop = new AbortController();
  const opened = Promise.withResolvers<OpenRun>();
  const pace = new PhasePace(story, clock);
  const live: Live = { activity: undefined };
  const services: Services = {
    executor: lane,
    simulate: createSimulate(lane),
    numerics,
    signal: stop.signal,
    onProgress(progress) {
      pace.progress(progress);
      onChange();
    },
    onActivity(activity) {
      live.activity = activity;
      onChange();
    },
    onRun: opened.resolve,
    onEntry(entry) {
      story.add({ ...entry, at: clock().toISOString() });
      onChange();
    },
  };
  // Where it goes wrong later, the run has the reason.
  const ended = perform(project, services, order, tools.openModel)
    .catch(opened.reject)
    .finally(() => Promise.all(lanes.map((each) => each.close())));
  const open = await opened.promise;
  const { id } = open;
  const run = await project.readRun(id).catch(async (error) => {
    // Nobody would own it.
    stop.abort();
    await ended;
    throw error;
  });
  return jobOf({ run, open, story, pace, live, stop, ended, lanes }, tools);
}

export async function readStory(project: Project, id: string): Promise<RunStory> {
  const story = new RunStory();
  for (const line of (await project.readLog(id)).items) story.addRead(line);
  return story;
}

/** What is seen only while it goes on. */
interface Live {
  activity: Activity | undefined;
}

interface Parts {
  readonly run: RunRecord;
  readonly open: OpenRun;
  readonly story: RunStory;
  readonly pace: PhasePace;
  readonly live: Live;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
  readonly lanes: readonly Lane[];
}

function jobOf(
  { run, open: { log, steer }, story, pace, live, stop, ended, lanes }: Parts,
  { clock, onChange }: JobTools,
): Job {
  let state: Job['state'] = 'running';
  const become = (next: Job['state']) => {
    state = next;
    onChange();
  };
  const summary = (): JobSummary => ({
    job: run.id,
    kind: run.kind as JobKind,
    state,
    started: run.started,
    ended: null,
    seconds: story.seconds(clock().getTime()),
    progress: pace.view(),
    simulator: run.simulator,
    error: null,
  });
  return {
    id: run.id,
    get state() {
      return state;
    },
    ended,
    summary,
    view: () => ({
      ...summary(),
      seed: run.seed,
      stage: story.stage ?? pace.latest?.phase ?? null,
      secondsLeft: pace.secondsLeft(),
      discovery: discoveryView(run, story, live.activity),
      trace: run.kind === 'calibrate' ? story.trace.view() : null,
      decision: run.kind === 'decide' ? story.decision.view() : null,
      warnings: [...story.warnings],
      outcome: null,
      logLines: story.lines,
    }),
    pause() {
      if (state !== 'running') return;
      for (const lane of lanes) lane.hold();
      log({ event: 'pause' });
      become('paused');
    },
    resume() {
      if (state !== 'paused') return;
      log({ event: 'resume' });
      become('running');
      for (const lane of lanes) lane.release();
    },
    cancel() {
      if (state !== 'cancelling') become('cancelling');
      stop.abort();
      // What waits without listening to the signal could never end.
      for (const lane of lanes) lane.release();
      return ended;
    },
    steer,
  };
}

/** The latest progress, and how fast its phase goes; time of pauses does not count. */
class PhasePace {
  latest: Progress | undefined;
  #started = { at: 0, done: 0 };
  readonly #story: RunStory;
  readonly #clock: () => Date;

  constructor(story: RunStory, clock: () => Date) {
    this.#story = story;
    this.#clock = clock;
  }

  progress(progress: Progress): void {
    if (progress.phase !== this.latest?.phase) {
      this.#started = { at: this.#now(), done: progress.done };
    }
    this.latest = progress;
  }

  view(): JobSummary['progress'] {
    if (!this.latest) return null;
    const { more: _more, ...shown } = this.latest;
    return shown;
  }

  secondsLeft(): number | null {
    if (!this.latest || this.latest.more) return null;
    const { done, total } = this.latest;
    return secondsLeft({ done, total, started: this.#started, now: this.#now() }) ?? null;
  }

  #now(): number {
    return this.#story.seconds(this.#clock().getTime()) ?? 0;
  }
}
