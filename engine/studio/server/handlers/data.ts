import type { Result } from '../../contract/methods.ts';
import type { ImportReport } from '../../import-data.ts';
import type { StudioContext } from '../context.ts';
import { dataSummary } from '../data-summary.ts';
import { ServerError } from '../server-error.ts';
import type { Handlers } from '../service.ts';

export function dataHandlers({
  projects,
}: StudioContext): Pick<Handlers, 'data.import' | 'data.page'> {
  return {
    async 'data.import'({ project, ...request }) {
      const open = projects.get(project);
      const { importData } = await import('../../import-data.ts');
      const report = await importData(open.project, request);
      if (report.outcome.kind === 'saved') open.dataChanged();
      return importReport(report);
    },
    async 'data.page'({ project, trajectory: index, from, count }) {
      const { dataset, training } = await projects.get(project).data();
      const trajectory = dataset.trajectories[index];
      if (trajectory === undefined) throw noTrajectory(index, dataset.trajectories.length);
      const { id, rows, dates, values } = trajectory;
      return {
        trajectories: dataset.trajectories.length,
        rows,
        trainingRows: training.trajectories.find((one) => one.id === id)?.rows ?? 0,
        dates: dates?.slice(from, from + count) ?? null,
        series: dataset.series.map(({ name, unit }) => ({
          name,
          unit,
          values: values[name]!.slice(from, from + count),
        })),
      };
    },
  };
}

function importReport({ outcome, ...report }: ImportReport): Result<'data.import'> {
  const offer = ({ id, words }: { readonly id: string; readonly words: string }) => ({ id, words });
  return {
    data: report.data,
    rows: report.rows,
    roles: report.roles.map((role) => ({ ...role })),
    findings: report.findings.map(({ trap, severity, columns, rows, message, fixes }) => ({
      trap,
      severity,
      columns: [...columns],
      rows: [...rows],
      message,
      offers: fixes.map(offer),
    })),
    applied: report.applied.map(offer),
    outcome:
      outcome.kind === 'blocked'
        ? { kind: 'blocked', error: outcome.error.toJSON() }
        : { ...outcome, summary: dataSummary(report.data, outcome.summary) },
  };
}

function noTrajectory(index: number, count: number): ServerError {
  return new ServerError('not-found', `data: no record ${index}, there are ${count}`, {
    hint: 'The first one is 0.',
  });
}
