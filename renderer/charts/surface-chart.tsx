import './surface.css';
import { useCallback, useMemo } from 'react';
import { formatNumber } from '../words/numbers.ts';
import { Canvas } from './canvas.tsx';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import type { ChartLook } from './figure.ts';
import { classBounds, contour } from './surface.ts';
import { type SurfaceData, shadeAlpha, surfaceFigure } from './surface-figure.ts';

interface Props extends FrameProps, SurfaceData {
  /** What is shaded. */
  readonly valueName: string;
  readonly unit: string;
}

/** A response surface: shades of a value over two numbers, with the lines of limits. */
export function SurfaceChart({ across, up, values, limits, at, valueName, unit, ...frame }: Props) {
  const data = useMemo<SurfaceData>(
    () => ({ across, up, values, limits, at }),
    [across, up, values, limits, at],
  );
  const figure = useCallback((look: ChartLook) => surfaceFigure(data, look), [data]);
  return (
    <ChartFrame
      {...frame}
      table={() => ({
        columns: [
          { name: across.words, unit: across.unit },
          { name: up.words, unit: up.unit },
          { name: valueName, unit },
          ...limits.map(({ words }) => ({ name: `chance: ${words}`, unit: '%' })),
        ],
        rows: up.values.flatMap((y, row) =>
          across.values.map((x, column) => {
            const cell = row * across.values.length + column;
            return [
              x,
              y,
              finite(values[cell]),
              ...limits.map((limit) => finite((limit.values[cell] ?? Number.NaN) * 100)),
            ];
          }),
        ),
      })}
    >
      <Legend data={data} unit={unit} />
      <Canvas figure={figure} summary={frame.summary} />
    </ChartFrame>
  );
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

const DASH = ['', '6 4', '2 3', '6 3 2 3'] as const;

/** Shades with their bounds; which line belongs to which limit. */
function Legend({ data, unit }: { readonly data: SurfaceData; readonly unit: string }) {
  const bounds = classBounds(data.values);
  const [low, high] = [bounds[0], bounds.at(-1)];
  const lines = data.limits.filter(
    ({ values, level }) => contour(values, data.across.values, data.up.values, level).length > 0,
  );
  return (
    <ul className="legend small surface-legend" aria-label="What shades and lines mean">
      {low !== undefined && high !== undefined && (
        <li>
          {formatNumber(low)}
          <span className="surface-shades" aria-hidden="true">
            {bounds.slice(1).map((bound, shade) => (
              <span key={bound} style={{ opacity: shadeAlpha(shade, bounds.length - 1) }} />
            ))}
          </span>
          {formatNumber(high)} {unit}
        </li>
      )}
      {data.values.some((value) => !Number.isFinite(value)) && (
        <li>
          <span className="surface-broken" aria-hidden="true" />
          all runs broke
        </li>
      )}
      {lines.map(({ words }) => (
        <li key={words}>
          <svg width="24" height="16" viewBox="0 0 24 16" aria-hidden="true">
            <path
              d="M0 8h24"
              stroke="var(--ink)"
              strokeWidth="2.5"
              strokeDasharray={DASH[data.limits.findIndex((one) => one.words === words) % 4]}
            />
          </svg>
          just kept: {words}
        </li>
      ))}
      {data.at && (
        <li>
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <path
              fill="var(--series-2)"
              d="m8 1.5 1.9 4.4 4.7.4-3.6 3.1 1.1 4.6L8 11.5 3.9 14 5 9.4 1.4 6.3l4.7-.4z"
            />
          </svg>
          this policy
        </li>
      )}
    </ul>
  );
}
