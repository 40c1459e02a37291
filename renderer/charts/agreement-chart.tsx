import { useCallback } from 'react';
import { plainName } from '../words/numbers.ts';
import { type Agreement, agreementFigure } from './agreement-figure.ts';
import { Canvas } from './canvas.tsx';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import type { ChartLook } from './figure.ts';

interface Props extends FrameProps {
  readonly name: string;
  readonly unit: string;
  readonly points: readonly Agreement[];
}

/** What was predicted beside what was observed. */
export function AgreementChart({ name, unit, points, ...frame }: Props) {
  const figure = useCallback(
    (look: ChartLook) => agreementFigure(points, unit, look),
    [points, unit],
  );
  const hasRanges = points.some(({ low }) => low !== undefined);
  return (
    <ChartFrame
      {...frame}
      size="square"
      table={() => ({
        columns: [
          { name: 'when', unit: '', kind: 'date' },
          { name: `${plainName(name)} observed`, unit },
          { name: 'predicted', unit },
          ...(hasRanges
            ? [
                { name: 'from', unit },
                { name: 'to', unit },
              ]
            : []),
        ],
        rows: points.map(({ label, observed, predicted, low, high }) => [
          label,
          observed,
          predicted,
          ...(hasRanges ? [low ?? null, high ?? null] : []),
        ]),
      })}
      legend={[
        { words: 'predicted', mark: 'dot', series: 0 },
        ...(hasRanges ? [{ words: 'its range', mark: 'band', series: 0 } as const] : []),
        { words: 'the same as observed', mark: 'dashed' },
      ]}
    >
      <Canvas figure={figure} summary={frame.summary} />
    </ChartFrame>
  );
}
