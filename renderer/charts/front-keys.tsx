import { type KeyboardEvent, useId, useState } from 'react';
import { nextByArrow } from '../components/next-by-arrow.ts';
import { formatAmount } from '../words/numbers.ts';
import type { ChartScale } from './chart-scale.ts';
import { choosable, type FrontData, type FrontPoint } from './front.ts';

interface Props {
  readonly data: FrontData;
  readonly scale: Pick<ChartScale, 'toX' | 'toY' | 'left' | 'top' | 'width' | 'height'>;
  /** Pins it, or takes its pin away. */
  onToggle(id: string): void;
}

/** Over the drawing: points that are pinned by a click, or reached by arrows and pinned by Enter. */
export function FrontKeys({ data, scale, onToggle }: Props) {
  const id = useId();
  const [at, setAt] = useState(0);
  const [isFocused, setFocused] = useState(false);
  const [hovered, setHovered] = useState<number>();
  const points = choosable(data.points);
  const now = Math.min(at, points.length - 1);
  const shown = points[hovered ?? (isFocused ? now : -1)];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      const point = points[now];
      if (point) onToggle(point.id);
    } else {
      const next = nextByArrow(event.key, now, points.length);
      if (next === undefined) return;
      setAt(next);
      setHovered(undefined);
    }
    event.preventDefault();
  };
  return (
    <div
      className="front-keys"
      role="listbox"
      aria-multiselectable="true"
      aria-label={`${data.x.words} against ${data.y.words}: arrow keys go from policy to policy, Enter pins one`}
      tabIndex={0}
      aria-activedescendant={points[now] && `${id}-${now}`}
      onKeyDown={onKeyDown}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      {points.map((point, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the list.
        // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus.
        <div
          key={point.id}
          id={`${id}-${i}`}
          role="option"
          aria-selected={point.pin !== undefined}
          aria-label={pointWords(point, data)}
          className={isFocused && i === now ? 'front-key focused' : 'front-key'}
          style={{ left: scale.toX(point.x), top: scale.toY(point.y) }}
          onClick={() => {
            setAt(i);
            onToggle(point.id);
          }}
          onPointerEnter={() => setHovered(i)}
          onPointerLeave={() => setHovered(undefined)}
        />
      ))}
      {shown && <Hint point={shown} data={data} scale={scale} />}
    </div>
  );
}

function Hint({ point, data, scale }: { readonly point: FrontPoint } & Omit<Props, 'onToggle'>) {
  const [x, y] = [scale.toX(point.x), scale.toY(point.y)];
  const isRight = x > scale.left + scale.width * 0.6;
  const isLow = y > scale.top + scale.height * 0.6;
  return (
    <div
      className="front-hint small"
      aria-hidden="true"
      style={{
        ...(isRight ? { right: `calc(100% - ${x - 14}px)` } : { left: x + 14 }),
        ...(isLow ? { bottom: `calc(100% - ${y}px)` } : { top: y }),
      }}
    >
      <strong>{point.name}</strong>
      <span>
        {data.x.words}: {formatAmount(point.x, data.x.unit)}
      </span>
      <span>
        {data.y.words}: {formatAmount(point.y, data.y.unit)}
      </span>
      {data.bySize && point.size !== undefined && (
        <span>
          {data.bySize.words}: {formatAmount(point.size, data.bySize.unit)}
        </span>
      )}
    </div>
  );
}

function pointWords({ name, x, y, pin }: FrontPoint, data: FrontData): string {
  const pinned = pin === undefined ? '' : `, pinned as ${pin}`;
  return `${name}: ${data.x.words} ${formatAmount(x, data.x.unit)}, ${data.y.words} ${formatAmount(y, data.y.unit)}${pinned}`;
}
