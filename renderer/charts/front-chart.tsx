import './front.css';
import { useCallback, useMemo } from 'react';
import { formatAmount } from '../words/numbers.ts';
import { Canvas } from './canvas.tsx';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import type { ChartScale } from './chart-scale.ts';
import type { ChartLook } from './figure.ts';
import type { FrontAxis, FrontData } from './front.ts';
import { frontFigure } from './front-figure.ts';
import { FrontKeys } from './front-keys.tsx';
import { FrontLegend } from './front-legend.tsx';

interface Props extends FrameProps, FrontData {
  onToggle(id: string): void;
}

/** The trade-off front: policies by two things that are wanted. A point is pinned by click or Enter. */
export function FrontChart({ points, x, y, bySize, onToggle, ...frame }: Props) {
  const data = useMemo<FrontData>(() => ({ points, x, y, bySize }), [points, x, y, bySize]);
  const figure = useCallback((look: ChartLook) => frontFigure(data, look), [data]);
  return (
    <ChartFrame {...frame} table={() => tableOf(data)}>
      <FrontLegend points={points} size={bySize} wanted={wantedWords(x, y)} />
      <Canvas
        figure={figure}
        summary={frame.summary}
        overlay={(scale: ChartScale) => <FrontKeys data={data} scale={scale} onToggle={onToggle} />}
      />
    </ChartFrame>
  );
}

function wantedWords(...axes: readonly FrontAxis[]): string | undefined {
  const wanted = axes.flatMap(({ wanted: level, unit }) =>
    level === undefined ? [] : [formatAmount(level, unit)],
  );
  return wanted.length === 0 ? undefined : `wanted at least: ${wanted.join(' and ')}`;
}

function tableOf({ points, x, y, bySize }: FrontData) {
  return {
    columns: [
      { name: 'policy', unit: '' },
      { name: x.words, unit: x.unit },
      { name: '5 %', unit: x.unit },
      { name: '95 %', unit: x.unit },
      { name: y.words, unit: y.unit },
      { name: 'from', unit: y.unit },
      { name: 'to', unit: y.unit },
      ...(bySize ? [{ name: bySize.words, unit: bySize.unit }] : []),
    ],
    rows: points.map((point) => [
      point.name,
      point.x,
      ...(point.xBar ?? [null, null]),
      point.y,
      ...(point.yBar ?? [null, null]),
      ...(bySize ? [point.size ?? null] : []),
    ]),
  };
}
