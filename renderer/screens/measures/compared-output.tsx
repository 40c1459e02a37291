import { useMemo } from 'react';
import { type ComparedCell, ComparedChart } from '../../charts/difference-chart.tsx';
import type { Fan, Points } from '../../charts/fan.ts';
import type { ComparedHead } from '../../state/compare-store.ts';
import type { DataRows } from '../../state/use-data-rows.ts';
import { formatAmount, plainName } from '../../words/numbers.ts';
import { LimitField, withLimit } from '../project/limit-field.tsx';
import { lastDaySentence, limitLabel, worstDay } from './compared-words.ts';
import { useModel } from './model-context.ts';
import { steadyRange } from './ranges.ts';
import { type Column, fanOf, placesOf } from './use-columns.ts';
import { useCompare, useCompareState } from './use-measures.ts';

interface Props {
  readonly name: string;
  readonly columns: readonly Column[];
  /** What was observed, for runs that begin before its end. */
  readonly data: DataRows | undefined;
}

/** One result under each scenario, and what differs from things as they are. */
export function ComparedOutput({ name, columns, data }: Props) {
  const compare = useCompare();
  const { names, timeUnit } = useModel();
  const head = useCompareState((state) => state.head);
  const limits = useCompareState(({ wishes }) => wishes.limits);
  const limit = limits[name];
  const unit = names.unit(name);
  const cells = useMemo(
    () => (head ? columns.map((column) => cellOf(column, name, unit, limit, head)) : []),
    [columns, name, unit, limit, head],
  );
  const differences = useMemo(
    () => (head ? columns.map((column) => differenceOf(column, name, unit, head)) : []),
    [columns, name, unit, head],
  );
  const observed = useObserved(name, data, head);
  const range = useRange(cells, limit, observed?.values);
  const differenceRange = useRange(differences);
  const words = names.words(name);
  const change = (next: number | undefined) =>
    compare.wish({ limits: withLimit(compare.store.getState().wishes.limits, name, next) });
  const first = cells[0]?.fan ? Math.round(highest(cells[0].fan, 0.5)) : 0;
  return (
    <div className="stack compared-output">
      <ComparedChart
        kind="fan"
        {...{ name, unit, cells, range }}
        title={words}
        summary={`${words} under each scenario, on one axis. ${cells[0]?.words ?? ''}`}
        {...(observed && { observed })}
        {...(limit !== undefined && { limit: { value: limit, onChange: change } })}
        {...(limit !== undefined && {
          note: `At the line of ${formatAmount(limit, unit)}: the chance of being above it on the ${timeUnit} on which that is most likely.`,
        })}
        onDrawn={compare.drawn}
        actions={<LimitField {...{ name, unit, limit, first }} onChange={change} />}
      />
      {columns.length > 1 && (
        <ComparedChart
          kind="difference"
          level={4}
          {...{ name, unit, range: differenceRange }}
          cells={differences}
          title={`${words}: difference from things as they are`}
          summary="Run by run, each scenario less the same run with things as they are. On the zero line nothing differs."
          onDrawn={compare.drawn}
        />
      )}
    </div>
  );
}

/** The same pair as long as its numbers are the same. */
export function useRange(
  cells: readonly ComparedCell[],
  limit?: number,
  observed: ArrayLike<number> = [],
): readonly [number, number] {
  const fans = cells.flatMap(({ fan }) => (fan ? [fan] : []));
  const [low, high] = steadyRange(fans, [
    ...(limit === undefined ? [] : [limit]),
    ...Array.from(observed),
  ]);
  return useMemo(() => [low, high], [low, high]);
}

/** Days of the answer that were observed; undefined where all of them are ahead. */
function useObserved(
  name: string,
  data: DataRows | undefined,
  head: ComparedHead | undefined,
): Points | undefined {
  return useMemo(() => {
    const values = data?.series.find((one) => one.name === name)?.values;
    if (!values || !head || head.first > head.last) return undefined;
    const x = placesOf(head).slice(0, head.last + 1 - head.first);
    return { x, values: values.subarray(head.first, head.last + 1) };
  }, [name, data, head]);
}

function highest({ levels, quantiles }: Fan, level: number): number {
  let most = 0;
  for (let i = levels.indexOf(level); i < quantiles.length; i += levels.length)
    most = Math.max(most, quantiles[i] ?? 0);
  return most;
}

function cellOf(
  { id, name: key, answer, isRough }: Column,
  name: string,
  unit: string,
  limit: number | undefined,
  head: ComparedHead,
): ComparedCell {
  const series = answer?.series.find((one) => one.name === name);
  const shared = { key: id, name: key, isRough };
  if (!series) return { ...shared, fan: undefined, words: whyNone(answer) };
  const fan = fanOf(series.quantiles, head);
  const chance = series.above ? worstDay(series.above) : undefined;
  return {
    ...{ ...shared, fan, words: `${key}, ${plainName(name)}: ${lastDaySentence(fan, unit)}` },
    ...(limit !== undefined && { limitWords: limitLabel(limit, unit, chance) }),
  };
}

function differenceOf(
  { id, name: key, answer, isRough }: Column,
  name: string,
  unit: string,
  head: ComparedHead,
): ComparedCell {
  const shared = { key: id, name: key, isRough };
  if (id === '') {
    return { ...shared, fan: undefined, words: 'what the others are measured against' };
  }
  const difference = answer?.series.find((one) => one.name === name)?.difference;
  if (!difference) return { ...shared, fan: undefined, words: whyNone(answer) };
  const fan = fanOf(difference.quantiles, head);
  return {
    ...shared,
    fan,
    words: `${key}, difference of ${plainName(name)}: ${lastDaySentence(fan, unit)}`,
  };
}

function whyNone(answer: Column['answer']): string {
  if (!answer) return 'on its way…';
  return answer.problem ? 'could not be run: see above' : 'not known to this model';
}
