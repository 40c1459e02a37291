import { useCallback, useMemo } from 'react';
import { Canvas } from './canvas.tsx';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import type { LegendItem } from './chart-legend.tsx';
import type { ChartScale } from './chart-scale.ts';
import { bandsOf } from './fan.ts';
import { type FanData, fanFigure } from './fan-figure.ts';
import { fanTable } from './fan-table.ts';
import type { ChartLook } from './figure.ts';
import { LimitHandle } from './limit-handle.tsx';

interface Limit {
  readonly value: number;
  /** Beside the line: '47 beds: exceeded in 1 of 20 outcomes'. */
  readonly words: string;
  /** The line can be moved; called while it moves. */
  readonly onChange?: (value: number) => void;
  readonly step?: number;
}

interface Props extends FrameProps, Omit<FanData, 'limit'> {
  readonly name: string;
  readonly limit?: Limit | undefined;
  readonly onDrawn?: () => void;
}

/** Outcomes by day: bands of 50, 80 and 95 %, the median, what was observed as dots. */
export function FanChart({ name, limit, onDrawn, ...props }: Props) {
  const { unit, fan, observed, heldOut, dataEnd, paths, baseline, second, range, ...frame } = props;
  const [value, words] = [limit?.value, limit?.words];
  const data = useMemo<FanData>(
    () => ({
      ...{ unit, fan, observed, heldOut, dataEnd, paths, baseline, second, range },
      limit: value === undefined || words === undefined ? undefined : { value, words },
    }),
    [unit, fan, observed, heldOut, dataEnd, paths, baseline, second, range, value, words],
  );
  const figure = useCallback((look: ChartLook) => fanFigure(data, look), [data]);
  const { onChange, step = 1 } = limit ?? {};
  const overlay =
    onChange === undefined || value === undefined
      ? undefined
      : (scale: ChartScale) => <LimitHandle {...{ scale, value, step, unit, name, onChange }} />;
  return (
    <ChartFrame {...frame} table={() => fanTable(data, name)} legend={fanLegend(data)}>
      <Canvas
        figure={figure}
        summary={frame.summary}
        {...(overlay && { overlay })}
        {...(onDrawn && { onDrawn })}
      />
    </ChartFrame>
  );
}

function fanLegend({ fan, observed, heldOut, paths, baseline, second }: FanData): LegendItem[] {
  const shares = bandsOf(fan).map(({ share }) => Math.round(share * 100));
  return [
    { words: 'median', mark: 'line', series: 0 },
    ...(shares.length > 0
      ? [
          {
            words: `${listed(shares.toReversed())} % of outcomes`,
            mark: 'bands',
            series: 0,
          } as const,
        ]
      : []),
    ...(paths && paths.count > 0
      ? [{ words: 'single runs', mark: 'thin', series: 0 } as const]
      : []),
    ...(baseline ? [{ words: baseline.words, mark: 'dashed' } as const] : []),
    ...(second ? [{ words: second.name, mark: 'dashed', series: 1 } as const] : []),
    ...(observed ? [{ words: 'observed', mark: 'dot' } as const] : []),
    ...(heldOut ? [{ words: 'days not seen', mark: 'ring' } as const] : []),
  ];
}

/** '50, 80 and 95'. */
function listed(numbers: readonly number[]): string {
  return numbers.length < 2
    ? numbers.join('')
    : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}
