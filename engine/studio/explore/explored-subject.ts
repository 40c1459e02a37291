/** What a question is asked of: one calibrated structure or several with weights, made ready to run. */
import { episodesOf } from '../../data/episodes.ts';
import type { Project } from '../../project/project.ts';
import type { CausalGraph } from '../../simulator/compile/causal-graph.ts';
import {
  type CompiledSimulator,
  compileSimulator,
} from '../../simulator/compile/compile-simulator.ts';
import type { Declaration } from '../../simulator/declaration.ts';
import { programOf } from '../../simulator/program-of.ts';
import type { Episode, SimulationRequest } from '../../simulator/simulation.ts';
import { candidateSources } from '../candidate-sources.ts';
import { namesOf, readChosenModels, structureReports } from '../chosen-models.ts';
import type { ExploreRequest } from '../contract/explore.ts';
import type { ProjectData } from '../project-data.ts';
import { UseCaseError } from '../use-case-error.ts';

export interface ExploredModel {
  /** What people call it. */
  readonly name: string;
  readonly declaration: Declaration;
  /** What acts on what. */
  readonly graph: CausalGraph;
  readonly program: SimulationRequest['program'];
  readonly episodes: readonly Episode[];
  /** Share of the runs; those of all sum to 1. */
  readonly weight: number;
  /** Row-major [sets, parameters]. */
  readonly parameterSets: Float64Array;
  readonly sets: number;
}

export interface ExploredSubject {
  /** Heaviest first. */
  readonly models: readonly [ExploredModel, ...ExploredModel[]];
  /** Why the weights may be doubted, in sentences. */
  readonly warnings: readonly string[];
}

/** Throws UseCaseError 'no-calibration', 'no-mixture', 'bad-option'; DataError, ProjectError, SimulatorError. */
export async function readSubject(
  project: Project,
  { dataset }: Pick<ProjectData, 'dataset'>,
  subject: ExploreRequest['subject'],
): Promise<ExploredSubject> {
  const made = (
    compiled: CompiledSimulator,
    own: Pick<ExploredModel, 'name' | 'weight' | 'parameterSets' | 'sets'>,
  ): ExploredModel => ({
    ...own,
    declaration: compiled.declaration,
    graph: compiled.graph,
    program: programOf(compiled),
    episodes: episodesOf(dataset, compiled.declaration),
  });
  if (subject.kind === 'candidate') {
    const { compiled, parameters } = await readCandidate(project, subject);
    const own = { name: compiled.declaration.title, weight: 1, parameterSets: parameters, sets: 1 };
    return { models: [made(compiled, own)], warnings: [] };
  }
  const choice =
    subject.kind === 'mixture' ? { mixture: subject.run } : { simulator: subject.simulator };
  const chosen = await readChosenModels(project, choice);
  const names = namesOf(structureReports(chosen));
  const [first, ...others] = chosen.models.map(({ simulator, ...own }, k) => {
    const { weight, parameterSets, sets } = own;
    return made(simulator.compiled, { name: names[k] ?? '', weight, parameterSets, sets });
  });
  if (first === undefined) throw new Error('explore: no structure');
  return { models: [first, ...others], warnings: chosen.warnings };
}

async function readCandidate(
  project: Project,
  { run, candidate }: Extract<ExploreRequest['subject'], { kind: 'candidate' }>,
) {
  const source = (await candidateSources(project, run)).get(candidate);
  if (source === undefined) {
    throw new UseCaseError('bad-option', `structure: no ${candidate} in run ${run}`, {
      hint: 'Choose one of the structures of this search.',
    });
  }
  const compiled = compileSimulator(source.source, { file: `${candidate}.js` });
  const values = Object.keys(compiled.declaration.parameters).map(
    (name) => source.parameters?.[name],
  );
  const known = values.filter((value) => value !== undefined);
  if (known.length < values.length || source.parameters === undefined) {
    throw new UseCaseError('no-calibration', `structure: ${candidate} has no numbers yet`, {
      hint: 'Wait until it is calibrated.',
    });
  }
  return { compiled, parameters: Float64Array.from(known) };
}
