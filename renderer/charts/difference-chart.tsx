import { useCallback, useMemo } from 'react';
import { Canvas } from './canvas.tsx';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import { type DifferenceData, differenceFigure } from './difference-figure.ts';
import { fanTable } from './fan-table.ts';
import type { ChartLook } from './figure.ts';

interface Props extends FrameProps, DifferenceData {
  readonly name: string;
  /** What is told apart: 'change against the baseline'. */
  readonly words: string;
  readonly onDrawn?: () => void;
}

/** What a change makes of the outcomes, by day. */
export function DifferenceChart({ name, words, unit, fan, dataEnd, onDrawn, ...frame }: Props) {
  const data = useMemo<DifferenceData>(() => ({ unit, fan, dataEnd }), [unit, fan, dataEnd]);
  const figure = useCallback((look: ChartLook) => differenceFigure(data, look), [data]);
  return (
    <ChartFrame
      {...frame}
      table={() => fanTable(data, `${name}: ${words}`)}
      legend={[
        { words: `${words}: median`, mark: 'line', series: 1 },
        { words: '50, 80 and 95 % of outcomes', mark: 'bands', series: 1 },
      ]}
    >
      <Canvas figure={figure} summary={frame.summary} {...(onDrawn && { onDrawn })} />
    </ChartFrame>
  );
}
