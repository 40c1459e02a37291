import { useCallback, useMemo } from 'react';
import { plainName } from '../words/numbers.ts';
import { Canvas } from './canvas.tsx';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import type { ChartLook } from './figure.ts';
import { isOutside, type RankDifference, rankFigure } from './rank-figure.ts';
import { SeriesPicker, useShown } from './series-picker.tsx';

interface Props extends FrameProps {
  readonly checks: readonly RankDifference[];
}

/** Is the truth where the ranges say? Lines that leave the band are not luck. */
export function RankChart({ checks, ...frame }: Props) {
  const names = useMemo(() => checks.map(({ name }) => name), [checks]);
  const [shown, setShown] = useShown(names);
  const drawn = useMemo(() => checks.filter(({ name }) => shown.includes(name)), [checks, shown]);
  const figure = useCallback((look: ChartLook) => rankFigure(drawn, look), [drawn]);
  return (
    <div className="stack tight">
      {names.length > 6 && (
        <SeriesPicker
          label="Numbers shown"
          options={names.map((name) => ({ value: name, words: plainName(name) }))}
          chosen={shown}
          onChange={setShown}
        />
      )}
      <ChartFrame
        {...frame}
        table={() => ({
          columns: [
            { name: 'number', unit: '' },
            { name: 'place', unit: '%' },
            { name: 'difference', unit: '%' },
            { name: 'luck from', unit: '%' },
            { name: 'luck to', unit: '%' },
          ],
          rows: drawn.flatMap(({ name, places, difference, low, high }) =>
            places.map((place, i) => [
              plainName(name),
              ...[place, difference[i], low[i], high[i]].map((share) =>
                share === undefined ? null : Math.round(1000 * share) / 10,
              ),
            ]),
          ),
        })}
        legend={[
          ...drawn.map((check, i) => ({
            words: isOutside(check)
              ? `${plainName(check.name)}: outside the band`
              : plainName(check.name),
            mark: (['line', 'dashed', 'dotted', 'dashed'] as const)[i % 4] ?? 'line',
            series: i,
          })),
          { words: 'what luck alone would give', mark: 'band' },
        ]}
      >
        <Canvas figure={figure} summary={frame.summary} />
      </ChartFrame>
    </div>
  );
}
