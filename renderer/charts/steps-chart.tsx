import { useCallback, useMemo } from 'react';
import { Canvas } from './canvas.tsx';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import type { LegendItem } from './chart-legend.tsx';
import type { ChartLook } from './figure.ts';
import { type StepsData, stepsFigure } from './steps-figure.ts';

type Props = FrameProps & StepsData;

const LEGEND: readonly LegendItem[] = [
  { words: 'in the middle', mark: 'line', series: 0 },
  { words: '5 to 95 % of outcomes', mark: 'band', series: 0 },
];

/** What a lever is set to, row by row. */
export function StepsChart({ x, middle, low, high, name, unit, ...frame }: Props) {
  const data = useMemo<StepsData>(
    () => ({ x, middle, low, high, name, unit }),
    [x, middle, low, high, name, unit],
  );
  const figure = useCallback((look: ChartLook) => stepsFigure(data, look), [data]);
  return (
    <ChartFrame
      {...frame}
      legend={LEGEND}
      table={() => ({
        columns: [
          typeof x[0] === 'string'
            ? { name: 'date', unit: '', kind: 'date' }
            : { name: 'row', unit: '' },
          { name: 'in the middle', unit },
          { name: '5 %', unit },
          { name: '95 %', unit },
        ],
        rows: x.map((place, i) => [place, middle[i] ?? null, low[i] ?? null, high[i] ?? null]),
      })}
    >
      <Canvas figure={figure} summary={frame.summary} />
    </ChartFrame>
  );
}
