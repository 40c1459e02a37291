/** What a language model would be told of a project, before anything is sent. */
import { previewPrompt } from '../discover/llm/preview.ts';
import { modelsShare } from '../discover/mix-proposers.ts';
import { createSetting } from '../discover/setting.ts';
import type { Project } from '../project/project.ts';
import type { ProposerChoice } from './open-proposer.ts';
import { readProjectData } from './project-data.ts';
import { projectWords } from './project-words.ts';

export interface PreviewOptions {
  /** Structures a round; default 3. */
  readonly candidates?: number;
  /** With 'both' the composer makes some of them. Default: the model alone. */
  readonly proposer?: ProposerChoice;
  /** Whether rows of the data are to be sent, too. */
  readonly sendRows?: boolean;
}

/** The exact text of the first request. Throws ProjectError, DataError. */
export async function previewLlm(
  project: Project,
  { candidates = 3, proposer, sendRows }: PreviewOptions = {},
): Promise<string> {
  const { training } = await readProjectData(project);
  const setting = createSetting(project.meta.name, projectWords(project.meta), training);
  return previewPrompt(setting, {
    count: proposer === 'both' ? modelsShare(candidates) : candidates,
    ...(sendRows && { includeRows: await trainingRows(project) }),
  });
}

/** The rows that may be learned from as CSV text: trajectory, row, then the series. */
export async function trainingRows(project: Project): Promise<string> {
  const { training } = await readProjectData(project);
  const names = training.series.map(({ name }) => name);
  const lines = training.trajectories.flatMap(({ id, rows, values }) =>
    Array.from({ length: rows }, (_, row) => {
      const cells = names.map((name) => {
        const value = values[name]?.[row] ?? Number.NaN;
        return Number.isFinite(value) ? String(value) : '';
      });
      return [JSON.stringify(id), row, ...cells].join(',');
    }),
  );
  return [['trajectory', 'row', ...names].join(','), ...lines].join('\n');
}
