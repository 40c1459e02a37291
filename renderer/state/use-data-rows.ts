import { useEffect, useState } from 'react';
import type { ErrorData } from '../../engine/base/error.ts';
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import type { Result } from '../../engine/studio/contract/methods.ts';
import type { ProjectView } from '../../engine/studio/contract/project-view.ts';
import { errorData } from './error-data.ts';
import { useApp } from './studio-app.ts';

/** One record of the data in use, from its first row. */
export type DataRows = Result<'data.page'>;

/** Rows fetched at once, and at most: more could not be told apart on a screen. */
const PAGE = 10_000;
const MOST = 50_000;

export type LoadedRows =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly rows: DataRows }
  | { readonly kind: 'failed'; readonly error: ErrorData };

/** Fetched anew when the data, their roles or the held-out part change. */
export function useDataRows(view: ProjectView, trajectory: number): LoadedRows {
  const { client } = useApp();
  const { project, data, heldOut, columns } = view;
  const [loaded, setLoaded] = useState<LoadedRows>({ kind: 'loading' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the three say that the rows are others.
  useEffect(() => {
    const stop = new AbortController();
    fetchRows(client, project, trajectory, stop.signal)
      .then((rows) => setLoaded({ kind: 'loaded', rows }))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setLoaded({ kind: 'failed', error: errorData(error) });
      });
    return () => stop.abort();
  }, [client, project, trajectory, data, heldOut, columns]);
  return loaded;
}

async function fetchRows(
  client: StudioClient,
  project: string,
  trajectory: number,
  signal: AbortSignal,
): Promise<DataRows> {
  const page = (from: number) =>
    client.call('data.page', { project, trajectory, from, count: PAGE }, { signal });
  let rows = await page(0);
  const end = Math.min(rows.rows, MOST);
  for (let from = PAGE; from < end; from += PAGE) rows = joined(rows, await page(from));
  signal.throwIfAborted();
  return rows;
}

function joined(before: DataRows, next: DataRows): DataRows {
  return {
    ...next,
    dates: before.dates && next.dates && [...before.dates, ...next.dates],
    series: next.series.map((series, i) => {
      const start = before.series[i]?.values ?? new Float64Array();
      const values = new Float64Array(start.length + series.values.length);
      values.set(start);
      values.set(series.values, start.length);
      return { ...series, values };
    }),
  };
}
