import { useState } from 'react';
import { SeriesChart } from '../../charts/series-chart.tsx';
import { useView } from '../../state/project-context.ts';
import type { DataRows } from '../../state/use-data-rows.ts';
import { dataSentence } from '../../words/data-words.ts';
import { keptSentence } from '../../words/numbers.ts';
import { useHeldOut } from './use-held-out.ts';

/** The rows over time; the rule before those that are kept for the check can be moved. */
export function ObservedChart({ rows, word }: { readonly rows: DataRows; readonly word: string }) {
  const { readOnly } = useView();
  const held = useHeldOut();
  const [moved, setMoved] = useState<number>();
  const cut = moved ?? rows.trainingRows;
  return (
    <SeriesChart
      title="What was observed"
      isTitleHidden
      rows={rows}
      summary={dataSentence(rows, word)}
      {...(held &&
        !readOnly && {
          cut: {
            row: cut,
            min: rows.rows - held.most,
            max: rows.rows,
            words:
              cut === rows.rows
                ? 'nothing is kept for the check'
                : keptSentence(rows.rows - cut, word),
            onChange: setMoved,
            onChangeEnd: (row: number) => {
              setMoved(undefined);
              held.change(rows.rows - row);
            },
          },
        })}
    />
  );
}
