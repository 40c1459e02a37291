import { useCallback, useMemo } from 'react';
import { plainName } from '../words/numbers.ts';
import { Canvas } from './canvas.tsx';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import type { ChartTable } from './chart-table.tsx';
import type { ChartLook } from './figure.ts';
import { type PairParameter, pairFigure } from './pair-figure.ts';
import { SeriesPicker, useShown } from './series-picker.tsx';

interface Props extends FrameProps {
  readonly parameters: readonly PairParameter[];
}

/** Numbers that the data leave possible, alone and two by two; six of them at most at once. */
export function PairPlot({ parameters, ...frame }: Props) {
  const names = useMemo(() => parameters.map(({ name }) => name), [parameters]);
  const [shown, setShown] = useShown(names);
  const drawn = useMemo(
    () => parameters.filter(({ name }) => shown.includes(name)),
    [parameters, shown],
  );
  const figure = useCallback((look: ChartLook) => pairFigure(drawn, look), [drawn]);
  const hasPrior = drawn.some(({ prior }) => prior);
  const hasBest = drawn.some(({ best }) => best !== undefined);
  return (
    <div className="stack tight">
      {names.length > 2 && (
        <SeriesPicker
          label="Numbers shown"
          options={names.map((name) => ({ value: name, words: plainName(name) }))}
          chosen={shown}
          onChange={setShown}
        />
      )}
      <div className="pair-plot">
        <ChartFrame
          {...frame}
          size="tall"
          table={() => pairTable(drawn)}
          legend={[
            { words: 'what the data leave possible', mark: 'band', series: 0 },
            { words: 'lines around 50 and 90 % of the pairs', mark: 'line', series: 0 },
            ...(hasPrior ? [{ words: 'possible before', mark: 'dashed' } as const] : []),
            ...(hasBest ? [{ words: 'best value', mark: 'dotted' } as const] : []),
          ]}
        >
          <Canvas figure={figure} summary={frame.summary} />
        </ChartFrame>
      </div>
    </div>
  );
}

/** The sets themselves. */
function pairTable(parameters: readonly PairParameter[]): ChartTable {
  const sets = Math.max(0, ...parameters.map(({ values }) => values.length));
  return {
    columns: [{ name: 'set', unit: '' }, ...parameters.map(({ name, unit }) => ({ name, unit }))],
    rows: Array.from({ length: sets }, (_, set) => [
      set + 1,
      ...parameters.map(({ values }) => values[set] ?? null),
    ]),
  };
}
