import { type ReactNode, useCallback, useMemo } from 'react';
import { Canvas } from './canvas.tsx';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import type { LegendItem } from './chart-legend.tsx';
import type { ChartScale } from './chart-scale.ts';
import type { ChartTable } from './chart-table.tsx';
import {
  type ComparedData,
  type ComparedKind,
  comparedFigure,
  comparedPicture,
} from './difference-figure.ts';
import { type Fan, type Points, quantileColumn } from './fan.ts';
import type { ChartLook } from './figure.ts';
import { LimitHandle } from './limit-handle.tsx';
import { PictureContext } from './picture-context.ts';

/** One scenario of a row. */
export interface ComparedCell {
  readonly key: string;
  readonly name: string;
  /** Undefined: it could not be run, or is not there yet. */
  readonly fan: Fan | undefined;
  /** What the drawing shows, in a sentence; or why there is none. */
  readonly words: string;
  /** At the capacity line. */
  readonly limitWords?: string;
  /** Of the question before. */
  readonly isRough?: boolean;
}

interface Props extends FrameProps {
  readonly kind: ComparedKind;
  readonly name: string;
  readonly unit: string;
  readonly cells: readonly ComparedCell[];
  readonly range: readonly [number, number];
  /** Dots on each of them. */
  readonly observed?: Points;
  /** The same line in all of them; it is moved in the first. */
  readonly limit?: { readonly value: number; onChange(value: number): void };
  readonly onDrawn?: () => void;
}

/** The same series under each scenario, side by side on one axis. */
export function ComparedChart({
  kind,
  name,
  unit,
  cells,
  range,
  observed,
  limit,
  onDrawn,
  ...frame
}: Props) {
  const drawn = cells.filter((cell) => cell.fan !== undefined);
  const picture = (look: ChartLook) =>
    comparedPicture(
      drawn.flatMap(({ fan, name: words, limitWords }, i) =>
        fan
          ? [
              {
                name: limit && limitWords ? `${words} (${limitWords})` : words,
                data: {
                  ...{ kind, unit, fan, range, observed, isInner: i > 0 },
                  limit: limit && { value: limit.value, words: '' },
                },
              },
            ]
          : [],
      ),
      look,
    );
  return (
    <ChartFrame
      {...frame}
      size={frame.size ?? 'small'}
      table={() => comparedTable(cells, unit)}
      {...(kind === 'fan' && { legend: observed ? [...LEGEND, OBSERVED] : LEGEND })}
    >
      <ul className="compared-cells">
        {cells.map((cell) => (
          <li key={cell.key} className={cell.isRough ? 'rough' : undefined}>
            {cell.fan ? (
              <OnePicture isFirst={cell === drawn[0]}>
                <CellDrawing
                  {...{ kind, name, unit, cell, range, observed, limit, onDrawn }}
                  fan={cell.fan}
                  isInner={cell !== drawn[0]}
                  picture={picture}
                />
              </OnePicture>
            ) : (
              <p className="compared-none small">{cell.words}</p>
            )}
          </li>
        ))}
      </ul>
    </ChartFrame>
  );
}

/** The first drawing tells the frame how a picture of all is taken. */
function OnePicture({
  isFirst,
  children,
}: {
  readonly isFirst: boolean;
  readonly children: ReactNode;
}) {
  return isFirst ? children : <PictureContext value={ignored}>{children}</PictureContext>;
}

const ignored = () => {};

interface CellProps extends Pick<Props, 'kind' | 'name' | 'unit' | 'range'> {
  readonly cell: ComparedCell;
  readonly fan: Fan;
  readonly isInner: boolean;
  readonly observed: Props['observed'];
  readonly limit: Props['limit'];
  readonly onDrawn: Props['onDrawn'];
  readonly picture: (look: ChartLook) => ReturnType<typeof comparedPicture>;
}

function CellDrawing({
  kind,
  name,
  unit,
  cell,
  fan,
  range,
  isInner,
  observed,
  limit,
  onDrawn,
  picture,
}: CellProps) {
  const [low, high] = range;
  const [value, words] = [limit?.value, cell.limitWords ?? ''];
  const data = useMemo<ComparedData>(
    () => ({
      ...{ kind, unit, fan, isInner, observed, range: [low, high] },
      limit: value === undefined ? undefined : { value, words },
    }),
    [kind, unit, fan, isInner, observed, low, high, value, words],
  );
  const figure = useCallback((look: ChartLook) => comparedFigure(data, look), [data]);
  const overlay =
    limit && !isInner
      ? (scale: ChartScale) => (
          <LimitHandle
            scale={scale}
            value={limit.value}
            step={1}
            unit={unit}
            name={name}
            onChange={limit.onChange}
          />
        )
      : undefined;
  return (
    <Canvas
      figure={figure}
      picture={picture}
      summary={cell.words}
      {...(overlay && { overlay })}
      {...(onDrawn && { onDrawn })}
    />
  );
}

const LEGEND: readonly LegendItem[] = [
  { words: 'median', mark: 'line', series: 0 },
  { words: '80 % of outcomes', mark: 'band', series: 0 },
];

const OBSERVED: LegendItem = { words: 'observed', mark: 'dot' };

function comparedTable(cells: readonly ComparedCell[], unit: string): ChartTable {
  const there = cells.flatMap(({ name, fan }) => (fan ? [{ name, fan }] : []));
  const x = there[0]?.fan.x ?? [];
  const columns = there.flatMap(({ name, fan }) =>
    [
      { words: 'middle', level: 0.5 },
      { words: '10 %', level: 0.1 },
      { words: '90 %', level: 0.9 },
    ].map(({ words, level }) => ({
      name: `${name}: ${words}`,
      values: quantileColumn(fan, level),
    })),
  );
  return {
    columns: [
      typeof x[0] === 'string'
        ? { name: 'date', unit: '', kind: 'date' }
        : { name: 'row', unit: '' },
      ...columns.map(({ name }) => ({ name, unit })),
    ],
    rows: x.map((place, row) => [
      place,
      ...columns.map(({ values }) => {
        const value = values?.[row];
        return value !== undefined && Number.isFinite(value) ? value : null;
      }),
    ]),
  };
}
