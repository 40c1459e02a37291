import { useCallback } from 'react';
import { plainName } from '../words/numbers.ts';
import { Canvas } from './canvas.tsx';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import { type CoverageCurve, coverageFigure } from './coverage-figure.ts';
import { type ChartLook, SYMBOLS } from './figure.ts';

interface Props extends FrameProps {
  readonly curves: readonly CoverageCurve[];
  /** What the bands are: 'what luck alone would give'. */
  readonly bandWords: string;
}

/** Do ranges hold what they claim? */
export function CoverageChart({ curves, bandWords, ...frame }: Props) {
  const figure = useCallback((look: ChartLook) => coverageFigure(curves, look), [curves]);
  return (
    <ChartFrame
      {...frame}
      size="square"
      table={() => ({
        columns: [
          { name: 'of', unit: '' },
          { name: 'claimed', unit: '%' },
          { name: 'held', unit: '%' },
          { name: `${bandWords}: from`, unit: '%' },
          { name: `${bandWords}: to`, unit: '%' },
        ],
        rows: curves.flatMap(({ name, levels, covered, low, high }) =>
          levels.map((level, i) => [
            plainName(name),
            ...[level, covered[i], low[i], high[i]].map((share) =>
              share === undefined ? null : Math.round(1000 * share) / 10,
            ),
          ]),
        ),
      })}
      legend={[
        { words: 'as claimed', mark: 'dashed' },
        ...curves.map(({ name }, i) => ({
          words: plainName(name),
          mark: SYMBOLS[i % SYMBOLS.length] ?? 'circle',
          series: i,
        })),
        { words: bandWords, mark: 'band', series: 0 },
      ]}
    >
      <Canvas figure={figure} summary={frame.summary} />
    </ChartFrame>
  );
}
