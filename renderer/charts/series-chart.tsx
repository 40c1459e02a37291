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
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const draw = () => {
      const font = getComputedStyle(element).fontFamily;
      const { data, layout } = seriesFigure(rows, chartColours(element), font);
      void Plotly.react(element, data, layout, { displayModeBar: false, responsive: true });
    };
    draw();
    const stop = onThemeChange(draw);
    return () => {
      stop();
      Plotly.purge(element);
    };
  }, [rows]);
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
