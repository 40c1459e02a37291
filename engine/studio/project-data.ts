/** The data of a project as the algorithms take them: all rows, and those that calibration may see. */
import type { Dataset } from '../data/dataset.ts';
import { datasetOf } from '../data/dataset-of.ts';
import { importCsv } from '../data/import-csv.ts';
import { splitByTime, takeRows, takeTrajectories } from '../data/splits.ts';
import type { Project } from '../project/project.ts';
import type { ProjectMeta } from '../project/schemas.ts';
import { sha256 } from '../project/sha256.ts';
import { UseCaseError } from './use-case-error.ts';

export interface ProjectData {
  readonly name: string;
  /** Of the CSV file. */
  readonly sha256: string;
  readonly dataset: Dataset;
  /** What calibration may see. */
  readonly training: Dataset;
  /** Rows at the end that are held out; 0 where none are, or whole trajectories. */
  readonly heldOutRows: number;
  /** Of the data after fixes and roles, and of what is held out: two runs with the same saw the same. */
  readonly digest: string;
}

/** Throws UseCaseError 'no-data', ProjectError and DataError. */
export async function readProjectData(project: Project): Promise<ProjectData> {
  const { data: name, columns, heldOut } = project.meta;
  if (name === null) {
    throw new UseCaseError('no-data', `project: no data in ${project.meta.name}`, {
      hint: 'Import a CSV first.',
    });
  }
  const { content, schema, fixes, sha256: digest } = await project.readData(name);
  const { table } = importCsv(content, { schema, fixes, mapping: columns });
  const { dataset } = datasetOf(table, columns);
  const training = trainingOf(dataset, heldOut);
  const heldOutRows = heldOut.kind === 'last-rows' ? heldOut.rows : 0;
  const seen = digestOf(dataset, heldOut);
  return { name, sha256: digest, dataset, training, heldOutRows, digest: seen };
}

function trainingOf(dataset: Dataset, heldOut: ProjectMeta['heldOut']): Dataset {
  switch (heldOut.kind) {
    case 'none':
      return dataset;
    case 'last-rows': {
      const longest = Math.max(...dataset.trajectories.map(({ rows }) => rows));
      const { train } = splitByTime(longest, heldOut.rows);
      return takeRows(dataset, train);
    }
    case 'trajectories': {
      const kept = dataset.trajectories.flatMap(({ id }, at) =>
        heldOut.ids.includes(id) ? [] : [at],
      );
      return takeTrajectories(dataset, kept);
    }
    default:
      return heldOut satisfies never;
  }
}

function digestOf(
  { timeUnit, series, trajectories }: Dataset,
  heldOut: ProjectMeta['heldOut'],
): string {
  const plain = trajectories.map(({ values, ...rest }) => ({
    ...rest,
    values: Object.entries(values).map(([name, numbers]) => [name, ...numbers]),
  }));
  return sha256(JSON.stringify({ timeUnit, series, trajectories: plain, heldOut }));
}
