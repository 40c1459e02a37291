import { useMemo } from 'react';
import { FanChart } from '../../charts/fan-chart.tsx';
import { Term } from '../../components/term.tsx';
import { useView } from '../../state/project-context.ts';
import { type DataRows, useDataRows } from '../../state/use-data-rows.ts';
import { type ForecastSeries, placesOf } from './forecast-words.ts';

interface Props {
  readonly series: ForecastSeries;
  readonly title: string;
  readonly summary: string;
}

/** Rows of the past beside a forecast: so many times its length, and at least so many. */
const PAST_LENGTHS = 1;
const LEAST_PAST = 14;

/** The forecast as bands over the days not seen: hollow dots are what came, full ones what the model knew. */
export function AheadFan({ series, title, summary }: Props) {
  const view = useView();
  const rows = useDataRows(view, 0);
  const hasOneRecord = view.data?.trajectories === 1;
  const data = hasOneRecord && rows.kind === 'loaded' ? rows.rows : undefined;
  const drawn = useMemo(() => {
    const x = placesOf(series);
    const known = data && knownBefore(series, data);
    const last = known?.x.at(-1);
    return {
      fan: { x, levels: series.levels, quantiles: series.values },
      heldOut: { x, values: series.observed },
      ...(known && { observed: known }),
      ...(last !== undefined && { dataEnd: { at: last, words: 'what it knew ends here' } }),
    };
  }, [series, data]);
  return (
    <FanChart
      title={title}
      summary={summary}
      note={
        <>
          Hollow dots: what came, not seen by the model.{' '}
          <Term id="fan-chart">How to read the bands</Term>
        </>
      }
      name={series.output}
      unit={series.unit}
      {...drawn}
    />
  );
}

/** What was observed before the first row that was forecast. */
function knownBefore(series: ForecastSeries, data: DataRows) {
  const [first] = series.rows;
  const values = data.series.find(({ name }) => name === series.output)?.values;
  // A check of data that were changed since knows row numbers only: they have no place beside dates.
  const isAlike = (series.dates === null) === (data.dates === null);
  if (first === undefined || values === undefined || !isAlike) return undefined;
  const from = Math.max(0, first - Math.max(LEAST_PAST, PAST_LENGTHS * series.rows.length));
  if (from >= first) return undefined;
  const rows = Array.from({ length: first - from }, (_, i) => from + i);
  return {
    x: rows.map((row) => data.dates?.[row] ?? row + 1),
    values: values.slice(from, first),
  };
}
