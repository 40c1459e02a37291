import type { InputLayout } from '../forecast/input-file.ts';
import type { Project } from '../project/project.ts';
import type { Declaration } from '../simulator/declaration.ts';
import type { ProjectData } from './project-data.ts';

/** How a file with future inputs is expected to look: like the project's data. */
export async function inputLayoutOf(
  project: Project,
  { name, dataset }: ProjectData,
  { inputs }: Declaration,
): Promise<InputLayout> {
  const { schema } = await project.readData(name);
  const columnOf = (role: 'date' | 'trajectory') =>
    project.meta.columns.find((column) => column.role === role)?.column;
  const [date, trajectory] = [columnOf('date'), columnOf('trajectory')];
  const field = schema.fields.find((one) => one.name === date);
  const pattern = field && 'format' in field ? field.format : undefined;
  const isDated = dataset.trajectories.some(({ dates }) => dates !== undefined);
  return {
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([input, { column, unit }]) => {
        const wanted = column ?? input;
        const series =
          dataset.series.find((one) => one.column === wanted) ??
          dataset.series.find((one) => one.name === wanted);
        const columns = [series?.column, column, input].filter((one) => one !== undefined);
        return [input, { columns: [...new Set(columns)], unit: series?.unit || unit }];
      }),
    ),
    ...(isDated && date !== undefined && { date: { column: date, ...(pattern && { pattern }) } }),
    ...(trajectory !== undefined && { trajectory }),
  };
}
