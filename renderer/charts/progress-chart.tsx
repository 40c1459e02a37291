import { useCallback } from 'react';
import { Canvas } from './canvas.tsx';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import type { ChartLook } from './figure.ts';
import { type ProgressPoint, progressFigure } from './progress-figure.ts';

interface Props extends FrameProps {
  readonly points: readonly ProgressPoint[];
  readonly xName: string;
  readonly yName: string;
  readonly unit: string;
  readonly isLog?: boolean;
}

/** A number that falls while a run goes on. */
export function ProgressChart({ points, xName, yName, unit, isLog = false, ...frame }: Props) {
  const figure = useCallback(
    (look: ChartLook) => progressFigure(points, { xName, yName, unit }, isLog, look),
    [points, xName, yName, unit, isLog],
  );
  return (
    <ChartFrame
      {...frame}
      table={() => ({
        columns: [
          { name: xName, unit: '' },
          { name: yName, unit },
        ],
        rows: points.map(({ done, value }) => [done, value]),
      })}
    >
      <Canvas figure={figure} summary={frame.summary} />
    </ChartFrame>
  );
}
