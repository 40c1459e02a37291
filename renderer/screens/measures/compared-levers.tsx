import { useMemo } from 'react';
import { type ComparedCell, ComparedChart } from '../../charts/difference-chart.tsx';
import { useRange } from './compared-output.tsx';
import { lastDaySentence } from './compared-words.ts';
import { useModel } from './model-context.ts';
import { type Column, fanOf } from './use-columns.ts';
import { useCompare, useCompareState } from './use-measures.ts';

/** What is set day by day, where a scenario sets it otherwise than it is today. */
export function ComparedLevers({ columns }: { readonly columns: readonly Column[] }) {
  const moved = new Set(
    columns.flatMap(({ answer }) =>
      (answer?.series ?? []).flatMap(({ kind, name, difference }) =>
        kind !== 'output' && difference?.quantiles.some((value) => value !== 0) ? [name] : [],
      ),
    ),
  );
  return [...moved].map((name) => <Lever key={name} name={name} columns={columns} />);
}

function Lever({ name, columns }: { readonly name: string; readonly columns: readonly Column[] }) {
  const compare = useCompare();
  const { names } = useModel();
  const head = useCompareState((state) => state.head);
  const unit = names.unit(name);
  const words = names.words(name);
  const cells = useMemo(
    () =>
      head
        ? columns.map(({ id, name: key, answer, isRough }): ComparedCell => {
            const series = answer?.series.find((one) => one.name === name);
            const fan = series && fanOf(series.quantiles, head);
            const told = fan ? `${key}, ${words}: ${lastDaySentence(fan, unit)}` : 'not set';
            return { key: id, name: key, isRough, fan, words: told };
          })
        : [],
    [columns, name, unit, words, head],
  );
  const range = useRange(cells);
  return (
    <ComparedChart
      kind="steps"
      {...{ name, unit, cells, range }}
      title={`${words}, as it is set`}
      summary={`What ${words} is set to, under each scenario; a band where it depends on what happens.`}
      onDrawn={compare.drawn}
    />
  );
}
