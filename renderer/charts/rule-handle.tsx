import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { ChartScale } from './chart-scale.ts';

export interface RuleHandleProps {
  readonly scale: ChartScale;
  /** up: a value on the upright axis; across: a place on the time axis. */
  readonly axis: 'up' | 'across';
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Of the Page keys. */
  readonly bigStep: number;
  /** The value as it is read out. */
  readonly words: string;
  readonly colour?: string;
  /** From a value to pixels of the drawing, and back. */
  toPixel(value: number): number;
  fromPixel(pixel: number): number;
  onChange(value: number): void;
  /** Once it rests. */
  onChangeEnd?: ((value: number) => void) | undefined;
}

/** Pixels that can be caught: 24, as large as a target has to be. */
const REACH = 24;

/** A rule on a chart that is moved: by hand, or by arrows, Page keys, Home and End. Escape takes a drag back. */
export function RuleHandle(props: RuleHandleProps) {
  const { scale, axis, label, value, min, max, words, colour, toPixel } = props;
  const [dragged, setDragged] = useState<number>();
  const isUp = axis === 'up';
  const pixel = toPixel(dragged ?? value) - REACH / 2;
  const place = isUp
    ? { top: pixel, left: scale.left, width: scale.width, height: REACH }
    : { left: pixel, top: scale.top, height: scale.height, width: REACH };
  const drag = useDrag(props, setDragged);
  return (
    <div
      className={isUp ? 'rule-handle' : 'rule-handle across'}
      style={{ ...place, ...(colour && { ['--rule' as string]: colour }) }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation={isUp ? 'vertical' : 'horizontal'}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={words}
      {...drag}
    >
      <span className="rule-knob" />
    </div>
  );
}

function useDrag(
  { axis, value, min, max, step, bigStep, fromPixel, onChange, onChangeEnd }: RuleHandleProps,
  setDragged: (value: number | undefined) => void,
) {
  const start = useRef<number>(undefined);
  const last = useRef(value);
  const move = (next: number) => {
    last.current = Math.min(max, Math.max(min, Math.round(next / step) * step));
    return last.current;
  };
  const finish = () => {
    if (start.current === undefined) return;
    start.current = undefined;
    setDragged(undefined);
    onChangeEnd?.(last.current);
  };
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = value;
      last.current = value;
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (start.current === undefined) return;
      const box = event.currentTarget.offsetParent?.getBoundingClientRect();
      if (!box) return;
      const pixel = axis === 'up' ? event.clientY - box.top : event.clientX - box.left;
      const before = last.current;
      const next = move(fromPixel(pixel));
      setDragged(next);
      if (next !== before) onChange(next);
    },
    onPointerUp: finish,
    onPointerCancel: finish,
    onKeyDown(event: KeyboardEvent) {
      if (event.key === 'Escape' && start.current !== undefined) {
        event.stopPropagation();
        onChange(move(start.current));
        finish();
        return;
      }
      const next = keyed(event.key, { value, min, max, step, bigStep });
      if (next === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      const moved = move(next);
      onChange(moved);
      onChangeEnd?.(moved);
    },
  };
}

function keyed(
  key: string,
  { value, min, max, step, bigStep }: Record<'value' | 'min' | 'max' | 'step' | 'bigStep', number>,
): number | undefined {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return value + step;
    case 'ArrowDown':
    case 'ArrowLeft':
      return value - step;
    case 'PageUp':
      return value + bigStep;
    case 'PageDown':
      return value - bigStep;
    case 'Home':
      return min;
    case 'End':
      return max;
    default:
      return undefined;
  }
}
