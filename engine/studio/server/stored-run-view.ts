/** How runs that nobody works on look: from what lies in their folders alone. */
import type { Project } from '../../project/project.ts';
import type { RunRecord } from '../../project/schemas.ts';
import { type JobSummary, type JobView, jobKind } from '../contract/job-view.ts';
import { discoveryView } from '../tell-discovery.ts';
import { readStory } from './job.ts';
import { outcomeView } from './outcome-view.ts';

/** Undefined: a kind of run that this studio does not know. */
export async function storedSummary(
  project: Project,
  run: RunRecord,
): Promise<JobSummary | undefined> {
  const kind = jobKind.safeParse(run.kind).data;
  if (kind === undefined) return undefined;
  const story = await readStory(project, run.id);
  return {
    job: run.id,
    kind,
    state: stateOf(project, run),
    started: run.started,
    ended: run.ended ?? null,
    seconds: story.seconds(),
    progress: null,
    simulator: run.simulator,
    error: run.error ?? null,
  };
}

/** Throws ProjectError 'not-found' also for a run of an unknown kind. */
export async function storedView(project: Project, summary: JobSummary): Promise<JobView> {
  const run = await project.readRun(summary.job);
  const story = await readStory(project, run.id);
  return {
    ...summary,
    seed: run.seed,
    stage: null,
    secondsLeft: null,
    discovery: discoveryView(run, story),
    trace: run.kind === 'calibrate' ? story.trace.view() : null,
    decision: run.kind === 'decide' ? story.decision.view() : null,
    warnings: [...story.warnings],
    outcome: await outcomeView(project, run),
    logLines: story.lines,
  };
}

function stateOf({ readOnly }: Project, { state }: RunRecord): JobSummary['state'] {
  if (state !== 'running') return state;
  // Whoever holds the project may well be working on it.
  return readOnly?.code === 'locked' ? 'running' : 'interrupted';
}
