/** Which models a project has, and what is known of each. */
import type { Project } from '../project/project.ts';
import type { RunRecord, SimulatorRecord } from '../project/schemas.ts';
import type { StandingView } from './contract/standing-view.ts';
import { type RunFacts, readRunFacts, readStoredWeights } from './run-facts.ts';

type Standing = StandingView['simulators'][number];

/**
 * `simulators`: those of the project. Only ended runs count; a damaged one hides no other. The numbers of a simulator
 * are those that later steps take (readCalibratedModel). Throws ProjectError where the runs cannot be listed.
 */
export async function readStanding(
  project: Project,
  simulators: readonly SimulatorRecord[],
): Promise<StandingView> {
  const runs = (await project.listRuns()).items
    .filter(({ ended }) => ended !== undefined)
    .toReversed();
  const titles = new Map(simulators.map(({ id, title }) => [id, title]));
  const standing: Standing[] = [];
  for (const id of lastSettledFirst(runs)) {
    const title = titles.get(id);
    const numbers = title === undefined ? undefined : await numbersOf(project, runs, id);
    if (title === undefined || numbers === undefined) continue;
    const { run, facts } = numbers;
    standing.push({
      simulator: id,
      title,
      calibration: run.id,
      verdict: await verdictOf(project, runs, run, facts),
    });
  }
  return { simulators: standing, mixture: await mixtureOf(project, runs, titles) };
}

/** `runs`: newest first. What a run only came near to, as it was stopped, comes after what one settled on. */
function lastSettledFirst(runs: readonly RunRecord[]): readonly string[] {
  const calibrating = runs.filter(({ kind }) => kind === 'discover' || kind === 'calibrate');
  const isSettled = ({ state }: RunRecord) => state === 'finished';
  const inOrder = [
    ...calibrating.filter(isSettled),
    ...calibrating.filter((run) => !isSettled(run)),
  ];
  return [...new Set(inOrder.flatMap(({ simulator }) => simulator ?? []))];
}

/** Of the last run that calibrated it on all rows, or else on those that are not held out. */
async function numbersOf(project: Project, runs: readonly RunRecord[], simulator: string) {
  let best: { readonly run: RunRecord; readonly facts: RunFacts } | undefined;
  for (const run of runs.filter((one) => one.simulator === simulator)) {
    if (run.kind !== 'discover' && run.kind !== 'calibrate') continue;
    const facts = await readRunFacts(project, run);
    if (facts?.rows === 'all') return { run, facts };
    if (facts?.rows === 'training') best ??= { run, facts };
  }
  return best;
}

async function verdictOf(
  project: Project,
  runs: readonly RunRecord[],
  calibration: RunRecord,
  own: RunFacts,
): Promise<Standing['verdict']> {
  for (const run of runs) {
    const isCheck = run.kind === 'check' && run.inputs.calibration === calibration.id;
    const verdict = isCheck ? (await readRunFacts(project, run))?.verdict : undefined;
    if (verdict) return { run: run.id, ...verdict };
  }
  return own.verdict && { run: calibration.id, ...own.verdict };
}

/** Of structures that are still in the project. */
async function mixtureOf(
  project: Project,
  runs: readonly RunRecord[],
  titles: ReadonlyMap<string, string>,
): Promise<StandingView['mixture']> {
  for (const run of runs) {
    const stored = await readStoredWeights(project, run);
    if (stored === undefined) continue;
    const structures = stored.structures.flatMap(({ simulator, ...weight }) => {
      const title = titles.get(simulator);
      return title === undefined ? [] : [{ simulator, title, ...weight }];
    });
    if (structures.length > 0) return { run: run.id, structures, warnings: [...stored.warnings] };
  }
  return null;
}
