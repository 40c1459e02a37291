import { useEffect, useRef } from 'react';
import type { DataRows } from '../state/use-data-rows.ts';
import { chartColours } from './chart-colours.ts';
import { Plotly } from './plotly.ts';
import { seriesFigure } from './series-figure.ts';
import { SeriesLegend } from './series-legend.tsx';

interface Props {
  readonly rows: DataRows;
  /** What the chart shows, in a sentence. */
  readonly summary: string;
}

/** The observed series over time. It is loaded when the first chart is shown. */
export function SeriesChart({ rows, summary }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  // Plotly draws over several frames and fails when it is purged in between: one thing after the other.
  const drawn = useRef<Promise<unknown>>(Promise.resolve());
  const hasLeft = useRef(false);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const draw = () => {
      drawn.current = drawn.current.then(() => {
        if (hasLeft.current) return;
        const font = getComputedStyle(element).fontFamily;
        const { data, layout } = seriesFigure(rows, chartColours(element), font);
        return Plotly.react(element, data, layout, { displayModeBar: false, responsive: true });
      });
    };
    draw();
    return onThemeChange(draw);
  }, [rows]);
  useEffect(() => {
    const element = frame.current;
    hasLeft.current = false;
    return () => {
      hasLeft.current = true;
      if (element) void drawn.current.then(() => Plotly.purge(element));
    };
  }, []);
  const units = new Set(rows.series.map(({ unit }) => unit)).size;
  return (
    <>
      <SeriesLegend series={rows.series} />
      <div
        ref={frame}
        className={units > 1 ? 'chart tall' : 'chart'}
        role="img"
        aria-label={summary}
      />
    </>
  );
}

/** By the studio's setting or by the system's. */
function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', listener);
  };
}
