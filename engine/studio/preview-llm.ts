/** What a language model would be told of a project, before anything is sent. */
import { previewPrompt } from '../discover/llm/preview.ts';
import { createSetting } from '../discover/setting.ts';
import type { Project } from '../project/project.ts';
import { readProjectData } from './project-data.ts';

/** The exact text of the first request. Throws ProjectError, DataError. */
export async function previewLlm(
  project: Project,
  { candidates, sendRows }: { readonly candidates?: number; readonly sendRows?: boolean } = {},
): Promise<string> {
  const { training } = await readProjectData(project);
  const setting = createSetting(project.meta.name, project.meta.description, training);
  return previewPrompt(setting, {
    ...(candidates !== undefined && { count: candidates }),
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
