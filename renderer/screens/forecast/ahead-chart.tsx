import { useMemo, useState } from 'react';
import type { ExploreResult } from '../../../engine/studio/contract/explore.ts';
import type { Fan } from '../../charts/fan.ts';
import { FanChart } from '../../charts/fan-chart.tsx';
import type { Place } from '../../charts/figure.ts';
import { Switch } from '../../components/switch.tsx';
import type { DataRows } from '../../state/use-data-rows.ts';
import { inFrequencies } from '../../words/frequencies.ts';
import { formatAmount, plainName } from '../../words/numbers.ts';
import { type ForecastOutput, type ForecastRecord, fanSentence } from './forecast-words.ts';
import { useWhatIf } from './use-what-if.ts';

/** One result of one record, and what it is shown beside. */
export interface AheadProps {
  readonly output: ForecastOutput;
  readonly record: ForecastRecord;
  readonly answer: ExploreResult;
  /** The same output without what was set; undefined where nothing was. */
  readonly baseline: ForecastOutput | undefined;
  readonly data: DataRows | undefined;
  readonly timeUnit: string;
}

/** As many observed rows as are forecast are shown of themselves, at least two weeks: a peak long ago would flatten all. */
const BEFORE = 14;

/** What was observed, and what comes: fans, the line that must not be crossed, the baseline behind. */
export function AheadChart({ output, record, answer, baseline, data, timeUnit }: AheadProps) {
  const whatIf = useWhatIf();
  const [hasPaths, setPaths] = useState(false);
  const [isAll, setAll] = useState(false);
  const fan = useFan(output, record, answer.levels);
  const base = useFan(baseline, record, answer.levels);
  const before = Math.max(BEFORE, record.rows);
  const observed = useObserved(output.name, data, isAll ? undefined : before);
  const dataEnd = useMemo(
    () => ({ at: placeOf(record, -1), words: `last observed ${timeUnit}` }),
    [record, timeUnit],
  );
  const paths = useMemo(
    () => ({ values: output.paths, count: output.paths.length / record.rows }),
    [output, record],
  );
  const behind = useMemo(() => base && { fan: base, words: 'as things are' }, [base]);
  const { line, unit, name } = output;
  const last = record.rows - 1;
  if (!fan) return null;
  return (
    <FanChart
      title={plainName(name)}
      size="tall"
      name={name}
      unit={unit}
      fan={fan}
      summary={fanSentence(output, record, answer.levels)}
      {...(observed && { observed })}
      dataEnd={dataEnd}
      {...(line && {
        limit: {
          value: line.level,
          words: `${formatAmount(line.level, unit)}: above it ${inFrequencies(line.by.value[last] ?? Number.NaN)}`,
          onChange: (level: number) =>
            whatIf.wish({ limits: { ...whatIf.store.getState().wishes.limits, [name]: level } }),
        },
      })}
      {...(hasPaths && { paths })}
      {...(behind && { baseline: behind })}
      onDrawn={() => whatIf.drawn()}
      actions={
        <>
          <Switch isSelected={hasPaths} onChange={setPaths}>
            Single outcomes
          </Switch>
          {data && data.trainingRows > 0 && data.rows > before && (
            <Switch isSelected={isAll} onChange={setAll}>
              All observed {timeUnit}s
            </Switch>
          )}
        </>
      }
    />
  );
}

function useFan(
  output: ForecastOutput | undefined,
  record: ForecastRecord,
  levels: readonly number[],
): Fan | undefined {
  return useMemo(
    () => output && { x: placesAhead(record), levels, quantiles: output.quantiles },
    [output, record, levels],
  );
}

/** `most`: of the last rows; absent: all. */
function useObserved(name: string, data: DataRows | undefined, most: number | undefined) {
  return useMemo(() => {
    const values = data?.series.find((series) => series.name === name)?.values;
    if (!data || !values) return undefined;
    const from = most === undefined ? 0 : Math.max(0, values.length - most);
    const x: Place[] = Array.from(
      { length: values.length - from },
      (_, i) => data.dates?.[from + i] ?? from + i + 1,
    );
    return { x, values: values.subarray(from) };
  }, [name, data, most]);
}

function placesAhead(record: ForecastRecord): Place[] {
  return Array.from({ length: record.rows }, (_, i) => placeOf(record, i));
}

/** Undated rows are numbered from 1; the row before the first ahead is the last observed one. */
function placeOf({ dates, first, rows }: ForecastRecord, index: number): Place {
  if (dates === null) return first + index + 1;
  const date = dates[index];
  if (date !== undefined) return date;
  return dates.length > 1 ? before(dates) : (dates[0] ?? rows);
}

/** As far before the first date as the second is behind it. */
function before([first = '', second = '']: readonly string[]): string {
  const [at, next] = [Date.parse(first), Date.parse(second)];
  return new Date(at - (next - at)).toISOString().slice(0, 10);
}
