import { useCallback } from 'react';
import { Canvas } from './canvas.tsx';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import type { ChartLook } from './figure.ts';
import { parameterFigure, type TracePoint } from './progress-figure.ts';

interface Props extends FrameProps {
  readonly name: string;
  readonly unit: string;
  readonly points: readonly TracePoint[];
  readonly xName: string;
}

/** One number while it is searched. */
export function ParameterTrace({ name, unit, points, xName, ...frame }: Props) {
  const figure = useCallback(
    (look: ChartLook) => parameterFigure(points, { name, unit, xName }, look),
    [points, name, unit, xName],
  );
  return (
    <ChartFrame
      size="small"
      {...frame}
      table={() => ({
        columns: [
          { name: xName, unit: '' },
          { name, unit },
          { name: 'searched from', unit },
          { name: 'searched to', unit },
        ],
        rows: points.map(({ done, value, low, high }) => [done, value, low, high]),
      })}
    >
      <Canvas figure={figure} summary={frame.summary} />
    </ChartFrame>
  );
}
