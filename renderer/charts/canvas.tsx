import { lazy, Suspense } from 'react';
import type { CanvasProps } from './plotly-canvas.tsx';

const PlotlyCanvas = lazy(() =>
  import('./plotly-canvas.tsx').then((module) => ({ default: module.PlotlyCanvas })),
);

/** A drawing; the library that draws is loaded with the first one. */
export function Canvas(props: CanvasProps) {
  return (
    <Suspense fallback={<p className="chart-words">Drawing the chart…</p>}>
      <PlotlyCanvas {...props} />
    </Suspense>
  );
}
