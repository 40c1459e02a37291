/** Writes the calibrated simulator as one script that runs anywhere. */
import { episodesOf } from '../data/episodes.ts';
import { standaloneScript } from '../export/standalone-script.ts';
import { idFrom } from '../project/names.ts';
import type { Project } from '../project/project.ts';
import { readProjectData } from './project-data.ts';
import type { Services } from './services.ts';
import { readCalibratedModel } from './stored-calibration.ts';

export interface ExportOptions {
  readonly seed: number;
  readonly simulator?: string;
  /** Trajectories that the script makes when nothing else is asked for; default 100. */
  readonly runs?: number;
  /** Licence of the script; default 'MIT'. */
  readonly licence?: string;
  /** Where the data come from, and under which licence. */
  readonly source?: string;
  /** What to cite besides the studio. */
  readonly citations?: readonly string[];
  /** Name of the file in exports/; default: the project's name, '.mjs'. */
  readonly file?: string;
}

export interface ExportReport {
  /** Absolute path of the script. */
  readonly script: string;
  readonly simulator: { readonly id: string; readonly title: string };
  /** Run whose calibration is in it. */
  readonly calibration: string;
  readonly sets: number;
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
  const model = await readCalibratedModel(project, options.simulator);
  const { id, title, compiled } = model.simulator;
  const { name } = project.meta;
  const text = await standaloneScript(
    {
      title: name === title ? name : `${name}: ${title}`,
      simulator: compiled,
      episodes: episodesOf(data.dataset, compiled.declaration),
      parameterSets: model.parameterSets,
      sets: model.sets,
      seed: options.seed,
      runs: options.runs ?? 100,
      licence: options.licence ?? 'MIT',
      data: {
        name: data.name,
        sha256: data.sha256,
        ...(options.source !== undefined && { source: options.source }),
      },
      citations: [...(options.citations ?? []), METHOD],
    },
    simulate,
  );
  const script = await project.writeExport(
    options.file ?? `${idFrom(name, 'simulator')}.mjs`,
    text,
  );
  return { script, simulator: { id, title }, calibration: model.run.id, sets: model.sets };
}
