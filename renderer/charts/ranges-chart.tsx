import { useCallback } from 'react';
import { plainName } from '../words/numbers.ts';
import { RowsHeight } from './bars-chart.tsx';
import { Canvas } from './canvas.tsx';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import type { ChartLook } from './figure.ts';
import { type RangeRow, rangesFigure } from './ranges-figure.ts';

interface Props extends FrameProps {
  readonly rows: readonly RangeRow[];
  /** What the two ranges are: 'what the data leave possible', 'possible before'. */
  readonly innerWords: string;
  readonly outerWords: string;
}

/** How a range narrowed, row by row. */
export function RangesChart({ rows, innerWords, outerWords, ...frame }: Props) {
  const figure = useCallback((look: ChartLook) => rangesFigure(rows, look), [rows]);
  return (
    <RowsHeight rows={rows.length}>
      <ChartFrame
        {...frame}
        table={() => ({
          columns: [
            { name: 'number', unit: '' },
            { name: 'value', unit: '' },
            { name: `${innerWords}: from`, unit: '' },
            { name: `${innerWords}: to`, unit: '' },
            { name: `${outerWords}: from`, unit: '' },
            { name: `${outerWords}: to`, unit: '' },
            { name: 'unit', unit: '' },
          ],
          rows: rows.map(({ name, unit, value, low, high, outerLow, outerHigh }) => [
            plainName(name),
            value ?? null,
            low,
            high,
            outerLow ?? null,
            outerHigh ?? null,
            unit,
          ]),
        })}
        legend={[
          { words: innerWords, mark: 'line', series: 0 },
          { words: outerWords, mark: 'band' },
          { words: 'best value', mark: 'dot', series: 0 },
        ]}
      >
        <Canvas figure={figure} summary={frame.summary} />
      </ChartFrame>
    </RowsHeight>
  );
}
