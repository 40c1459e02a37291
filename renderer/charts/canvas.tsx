import { lazy, Suspense } from 'react';
import type { CanvasProps } from './plotly-canvas.tsx';

const load = () => import('./plotly-canvas.tsx');
const PlotlyCanvas = lazy(() => load().then((module) => ({ default: module.PlotlyCanvas })));

/** Ahead of the first chart, while the window has nothing else to do: so that it is not held up by both at once. */
export function preloadCharts(): void {
  void load();
}

/** A drawing; the library that draws is loaded with the first one. */
export function Canvas(props: CanvasProps) {
  return (
    <Suspense fallback={<p className="chart-words">Drawing the chart…</p>}>
      <PlotlyCanvas {...props} />
    </Suspense>
  );
}
