import { type ReactNode, useCallback, useMemo } from 'react';
import { plainName } from '../words/numbers.ts';
import { type BarsData, barsFigure } from './bars-figure.ts';
import { Canvas } from './canvas.tsx';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import type { ChartLook } from './figure.ts';

type Props = FrameProps & BarsData;

/** One bar a row: scores beside simple forecasts, weights of structures. */
export function BarsChart({ rows, unit, valueName, reference, max, ...frame }: Props) {
  const data = useMemo<BarsData>(
    () => ({ rows, unit, valueName, reference, max }),
    [rows, unit, valueName, reference, max],
  );
  const figure = useCallback((look: ChartLook) => barsFigure(data, look), [data]);
  const hasRanges = rows.some(({ low }) => low !== undefined);
  return (
    <RowsHeight rows={rows.length}>
      <ChartFrame
        {...frame}
        table={() => ({
          columns: [
            { name: 'of', unit: '' },
            { name: valueName, unit },
            ...(hasRanges
              ? [
                  { name: 'from', unit },
                  { name: 'to', unit },
                ]
              : []),
          ],
          rows: rows.map(({ name, value, low, high }) => [
            plainName(name),
            value,
            ...(hasRanges ? [low ?? null, high ?? null] : []),
          ]),
        })}
      >
        <Canvas figure={figure} summary={frame.summary} />
      </ChartFrame>
    </RowsHeight>
  );
}

/** A chart as high as its rows need. */
function RowsHeight({ rows, children }: { readonly rows: number; readonly children: ReactNode }) {
  return (
    <div className="rows-height" style={{ ['--rows' as string]: Math.max(1, rows) }}>
      {children}
    </div>
  );
}
