import { type PointerEvent, useRef, useState } from 'react';
import { useWidth } from '../components/use-width.ts';
import { formatNumber } from '../words/numbers.ts';
import {
  axisName,
  axisRange,
  type Brush,
  type Brushes,
  isLeft,
  type ParallelAxis,
  type ParallelLine,
} from './parallel.ts';

interface Props {
  readonly axes: readonly ParallelAxis[];
  readonly lines: readonly ParallelLine[];
  readonly brushes: Brushes;
  readonly summary: string;
  onBrush(key: string, brush: Brush): void;
}

/** Pixels. */
const HEIGHT = 300;
const TOP = 64;
const BOTTOM = 26;
const SIDE = 56;
/** An axis needs so much, else the drawing is scrolled. */
const AXIS = 104;

/** Lines over upright axes; dragging along an axis brushes it, a click beside the brush takes it away. */
export function ParallelDrawing({ axes, lines, brushes, summary, onBrush }: Props) {
  const [place, width] = useWidth(640);
  const full = Math.max(width, 2 * SIDE + AXIS * (axes.length - 1));
  const columns = axes.map((axis, i) => ({
    axis,
    x: SIDE + (i * (full - 2 * SIDE)) / Math.max(1, axes.length - 1),
    range: axisRange(lines, i),
  }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <section ref={place} className="parallel" tabIndex={0} aria-label="Lines of all policies">
      <svg width={full} height={HEIGHT} role="img" aria-label={summary}>
        {lines
          .map((line) => ({ line, left: isLeft(line, axes, brushes) }))
          .sort((a, b) => rank(a) - rank(b))
          .map(({ line, left }) => (
            <path
              key={line.id}
              className={`parallel-line ${left ? '' : 'out'} ${pinClass(line.pin)}`}
              d={pathOf(line, columns)}
            />
          ))}
        {columns.map((column, i) => (
          <Axis
            key={column.axis.key}
            {...column}
            brush={brushes[column.axis.key]}
            pins={lines.flatMap(({ pin, values }) => {
              const value = values[i];
              return pin === undefined || value === null || value === undefined
                ? []
                : [{ pin, value }];
            })}
            onBrush={(brush) => onBrush(column.axis.key, brush)}
          />
        ))}
      </svg>
    </section>
  );
}

interface Column {
  readonly axis: ParallelAxis;
  readonly x: number;
  readonly range: readonly [number, number];
}

interface AxisProps extends Column {
  readonly brush: Brush | undefined;
  readonly pins: readonly { readonly pin: string; readonly value: number }[];
  onBrush(brush: Brush): void;
}

function Axis({ axis, x, range, brush, pins, onBrush }: AxisProps) {
  const [dragged, setDragged] = useState<readonly [number, number]>();
  const from = useRef<number>(undefined);
  const [low, high] = range;
  const valueAt = (event: PointerEvent<SVGRectElement>) => {
    const pixel = event.clientY - event.currentTarget.getBoundingClientRect().top;
    const share = Math.min(1, Math.max(0, 1 - pixel / (HEIGHT - TOP - BOTTOM)));
    return low + share * (high - low);
  };
  const end = (event: PointerEvent<SVGRectElement>) => {
    const first = from.current;
    if (first === undefined) return;
    from.current = undefined;
    setDragged(undefined);
    const last = valueAt(event);
    const isDrag = Math.abs(last - first) > (high - low) * 0.02;
    onBrush(isDrag ? { low: Math.min(first, last), high: Math.max(first, last) } : {});
  };
  const shown = dragged ?? (brush && [brush.low ?? low, brush.high ?? high]);
  return (
    <g>
      <text className="parallel-name" x={x} y={14} textAnchor="middle">
        {nameLines(axisName(axis)).map((line, i) => (
          <tspan key={line} x={x} dy={i === 0 ? 0 : 13}>
            {line}
          </tspan>
        ))}
        <title>{axisName(axis)}</title>
      </text>
      <line className="parallel-axis" x1={x} x2={x} y1={TOP} y2={HEIGHT - BOTTOM} />
      <text className="parallel-end" x={x} y={TOP - 6} textAnchor="middle">
        {formatNumber(high)}
      </text>
      <text className="parallel-end" x={x} y={HEIGHT - 10} textAnchor="middle">
        {formatNumber(low)}
      </text>
      {shown && (
        <rect
          className="parallel-brush"
          x={x - 8}
          width={16}
          y={yOf(shown[1], range)}
          height={Math.max(2, yOf(shown[0], range) - yOf(shown[1], range))}
        />
      )}
      {pins.map(({ pin, value }) => (
        <text
          key={pin}
          className="parallel-pin"
          x={x + 5}
          y={Math.max(TOP + 10, yOf(value, range) - 4)}
        >
          {pin}
        </text>
      ))}
      <rect
        className="parallel-target"
        x={x - 14}
        width={28}
        y={TOP}
        height={HEIGHT - TOP - BOTTOM}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          from.current = valueAt(event);
        }}
        onPointerMove={(event) => {
          const first = from.current;
          if (first === undefined) return;
          const now = valueAt(event);
          setDragged([Math.min(first, now), Math.max(first, now)]);
        }}
        onPointerUp={end}
        onPointerCancel={() => {
          from.current = undefined;
          setDragged(undefined);
        }}
      />
    </g>
  );
}

function yOf(value: number, [low, high]: readonly [number, number]): number {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low || 1)));
  return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
}

/** Broken where a policy has no such number. */
function pathOf({ values }: ParallelLine, columns: readonly Column[]): string {
  let isOpen = false;
  return columns
    .map(({ x, range }, i) => {
      const value = values[i];
      if (value === null || value === undefined || !Number.isFinite(value)) {
        isOpen = false;
        return '';
      }
      const step = `${isOpen ? 'L' : 'M'}${x.toFixed(1)} ${yOf(value, range).toFixed(1)}`;
      // A dot of its own where its neighbours have no number.
      const dot = isOpen ? '' : 'h.01';
      isOpen = true;
      return step + dot;
    })
    .join('');
}

/** What is out lies below, what is pinned on top. */
function rank({ line, left }: { readonly line: ParallelLine; readonly left: boolean }): number {
  return (left ? 1 : 0) + (line.pin === undefined ? 0 : 2);
}

function pinClass(pin: string | undefined): string {
  return pin === undefined ? '' : `pinned pin-${pin.toLowerCase()}`;
}

/** Three short lines at most. */
function nameLines(name: string): string[] {
  const lines = [''];
  for (const word of name.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length > 16) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  const shown = lines
    .slice(0, 3)
    .map((line) => (line.length > 18 ? `${line.slice(0, 17)}…` : line));
  if (lines.length > 3) shown[2] = `${shown[2]}…`;
  return shown;
}
