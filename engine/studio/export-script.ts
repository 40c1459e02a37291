/** Writes the calibrated simulator, or all structures of a discovery, as one script that runs anywhere. */
import { episodesOf } from '../data/episodes.ts';
import { mixtureScript } from '../export/mixture-script.ts';
import { chooseAhead } from '../export/script-ahead.ts';
import { standaloneScript } from '../export/standalone-script.ts';
import { ProjectError } from '../project/error.ts';
import { idFrom } from '../project/names.ts';
import type { Project } from '../project/project.ts';
import {
  type ChosenModel,
  readChosenModels,
  type StructureReport,
  structureReports,
} from './chosen-models.ts';
import { readDecisionInputs } from './decide/read-decision.ts';
import { defaultHorizon } from './forecast-model.ts';
import { type ProjectData, readProjectData } from './project-data.ts';
import type { Services } from './services.ts';

export interface ExportOptions {
  readonly seed: number;
  readonly simulator?: string;
  /** Structures with weights instead of one: of this discovery, or of the last one that has some. */
  readonly mixture?: true | string;
  /** Trajectories that the script makes when nothing else is asked for; default 100. */
  readonly runs?: number;
  /** Rows after the data that the script can run; default: as many as the aims and plans of the project look ahead, 28 or of weekly data 4 at least. */
  readonly horizon?: number;
  /** Licence of the script; default 'MIT'. */
  readonly licence?: string;
  /** Where the data come from, and under which licence. */
  readonly source?: string;
  /** What to cite besides the studio. */
  readonly citations?: readonly string[];
  /** Name of the file in exports/; default: the project's name, '.mjs', with several structures '-structures.mjs'. */
  readonly file?: string;
}

export interface ExportReport {
  /** Absolute path of the script. */
  readonly script: string;
  /** Of several structures the heaviest. */
  readonly simulator: { readonly id: string; readonly title: string };
  /** Run whose calibration is in it. */
  readonly calibration: string;
  readonly sets: number;
  /** Present where all structures of a discovery are in it; heaviest first. */
  readonly structures?: readonly StructureReport[];
}

const METHOD =
  'Holt, S., Ruiz Luyten, M., Berthon, A., van der Schaar, M. (2025). G-Sim: Generative Simulations with Large Language Models and Gradient-Free Calibration. ICML 2025, arXiv:2506.09272.';

/** Throws UseCaseError, ProjectError, ComputeError. */
export async function exportScript(
  project: Project,
  { simulate }: Pick<Services, 'simulate'>,
  options: ExportOptions,
): Promise<ExportReport> {
  const data = await readProjectData(project);
  const chosen = await readChosenModels(project, options);
  const { models, isMixture, warnings, run } = chosen;
  const [first] = models;
  const { id, title } = first.simulator;
  const { name } = project.meta;
  const about = {
    title: name === title ? name : `${name}: ${title}`,
    seed: options.seed,
    runs: options.runs ?? 100,
    licence: options.licence ?? 'MIT',
    data: {
      name: data.name,
      sha256: data.sha256,
      ...(options.source !== undefined && { source: options.source }),
    },
    citations: [...(options.citations ?? []), METHOD],
  };
  const used = isMixture ? models : [first];
  const bare = used.map((model) => ({ model, ...withEpisodes(model, data) }));
  const horizon = options.horizon ?? (await horizonOf(project, first));
  const ahead = chooseAhead(bare, horizon, options.seed);
  const structures = bare.map(({ model: { simulator: own, weight, low, high }, ...scripted }) => ({
    ...{ ...scripted, ahead, weight, low, high },
    name: own.id,
  }));
  const [single] = structures;
  if (single === undefined) throw new Error('export: no simulator');
  const text = isMixture
    ? await mixtureScript({ ...about, title: name, warnings, structures }, simulate)
    : await standaloneScript({ ...single, ...about }, simulate);
  const file = `${idFrom(name, 'simulator')}${isMixture ? '-structures' : ''}.mjs`;
  const script = await project.writeExport(options.file ?? file, text);
  return {
    script,
    simulator: { id, title },
    calibration: run.id,
    sets: models.reduce((sum, { sets }) => sum + sets, 0),
    ...(isMixture && { structures: structureReports(chosen) }),
  };
}

function withEpisodes(
  { simulator: { title, compiled }, parameterSets, sets }: ChosenModel,
  { dataset }: ProjectData,
) {
  const episodes = episodesOf(dataset, compiled.declaration);
  return { title, simulator: compiled, episodes, parameterSets, sets };
}

/** Plans have dates as far ahead as the aim looks that they were made for. */
async function horizonOf(project: Project, { simulator }: ChosenModel): Promise<number> {
  const aims = project.collection('aims').map(({ content }) => content.horizon);
  const searches = project.collection('policies').flatMap(({ content }) => content.about.run ?? []);
  const planned = await Promise.all(searches.map((run) => searchedAhead(project, run)));
  return Math.max(defaultHorizon(simulator.compiled.declaration), ...aims, ...planned);
}

/** Rows that a search looked ahead; 0: it is no longer there. */
async function searchedAhead(project: Project, run: string): Promise<number> {
  try {
    return (await readDecisionInputs(project, run)).aim.horizon;
  } catch (error) {
    if (error instanceof ProjectError) return 0;
    throw error;
  }
}
