import { toPlain } from '../../../base/plain.ts';
import type { Table } from '../../../project/table.ts';
import type { StudioContext } from '../context.ts';
import type { OpenProject } from '../open-project.ts';
import { ServerError } from '../server-error.ts';
import type { Handlers } from '../service.ts';

export function runsHandlers({
  projects,
}: StudioContext): Pick<Handlers, 'runs.log' | 'runs.table' | 'runs.result'> {
  const tables = lastRead((open, run, name) => open.project.readTable(run, name));
  const results = lastRead(resultText);
  return {
    async 'runs.log'({ project, run, from, count }) {
      const { items } = await projects.get(project).project.readLog(run);
      return { total: items.length, lines: items.slice(from, from + count) };
    },
    async 'runs.table'({ project, run, table: name, from, count }) {
      const table: Table = await tables(projects.get(project), run, name);
      const columns = Object.entries(table);
      return {
        rows: columns[0]?.[1].length ?? 0,
        columns: columns.map(([name, values]) => ({
          name,
          values: values.slice(from, from + count),
        })),
      };
    },
    async 'runs.result'({ project, run, from, count }) {
      const text = await results(projects.get(project), run, 'result');
      return { characters: text.length, text: text.slice(from, from + count) };
    },
  };
}

/** What result.json holds; numbers that JSON has no word for are marked as base/plain.ts says. */
async function resultText({ project }: OpenProject, run: string): Promise<string> {
  const result = await project.readResult(run);
  if (result !== undefined) return JSON.stringify(toPlain(result));
  throw new ServerError('not-found', `run: ${run} has no result`, {
    hint: 'It was stopped before it had one: go on with it.',
  });
}

/** Pages of the same file come one after the other: it is read for the first. */
function lastRead<T>(
  read: (open: OpenProject, run: string, file: string) => Promise<T>,
): (open: OpenProject, run: string, file: string) => Promise<T> {
  let last: { readonly open: OpenProject; readonly key: string; readonly value: T } | undefined;
  return async (open, run, file) => {
    const { state, ended } = await open.project.readRun(run);
    const key = JSON.stringify([run, file, state, ended]);
    if (last?.open === open && last.key === key) return last.value;
    const value = await read(open, run, file);
    last = { open, key, value };
    return value;
  };
}
