import './calendar-strip.css';
import { useRef } from 'react';
import { type Move, moved, type Span } from './move-span.ts';

interface CalendarBar extends Span {
  /** Among those of the strip. */
  readonly key: string;
  readonly words: string;
  /** Kept, but left out. */
  readonly isOff?: boolean;
  /** It has no end to be moved. */
  readonly isMoment?: boolean;
}

interface Props {
  /** From left to right. */
  readonly rows: number;
  /** Of a row, from 1. */
  nameOf(row: number): string;
  readonly bars: readonly CalendarBar[];
  readonly chosen: string | undefined;
  /** A rule before this row, from 1. */
  readonly mark?: { readonly row: number; readonly words: string } | undefined;
  onChoose(key: string): void;
  onMove(key: string, span: Span): void;
}

/** Days from left to right, a bar for each change: dragged, or moved by arrows (with Shift: its end). */
export function CalendarStrip({ rows, nameOf, bars, chosen, mark, onChoose, onMove }: Props) {
  const strip = useRef<HTMLUListElement>(null);
  return (
    <div className="calendar-strip">
      {mark && mark.row > 1 && (
        <p className="calendar-mark" style={{ insetInlineStart: place(mark.row - 1, rows) }}>
          {mark.words}
        </p>
      )}
      <ul ref={strip}>
        {bars.map((bar) => (
          <li key={bar.key}>
            <Bar
              bar={bar}
              rows={rows}
              isChosen={chosen === bar.key}
              width={() => strip.current?.clientWidth ?? 1}
              onChoose={() => onChoose(bar.key)}
              onMove={({ first, last }) => onMove(bar.key, { first, last })}
            />
          </li>
        ))}
      </ul>
      <div className="row between small muted" aria-hidden="true">
        <span>{nameOf(1)}</span>
        <span>{nameOf(Math.floor((rows + 1) / 2))}</span>
        <span>{nameOf(rows)}</span>
      </div>
    </div>
  );
}

function place(rows: number, of: number): string {
  return `${(100 * rows) / of}%`;
}

interface BarProps {
  readonly bar: CalendarBar;
  readonly rows: number;
  readonly isChosen: boolean;
  /** Of the strip in pixels. */
  width(): number;
  onChoose(): void;
  onMove(span: Span): void;
}

const KEYS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageDown: -7,
  PageUp: 7,
};

function Bar({ bar, rows, isChosen, width, onChoose, onMove }: BarProps) {
  const grip = useRef<{ x: number; bar: CalendarBar; part: Move['part'] } | undefined>(undefined);
  const { first, last, words, isOff = false, isMoment = false } = bar;
  const move = (part: Move['part'], by: number) => onMove(moved(bar, { part, by }, rows));
  const keys = isMoment ? 'Arrow keys move it.' : 'Arrow keys move it, with Shift its end.';
  return (
    <button
      type="button"
      className={`calendar-bar${isChosen ? ' chosen' : ''}${isOff ? ' off' : ''}`}
      aria-label={`${words}${isOff ? ' (left out)' : ''}. ${keys}`}
      aria-pressed={isChosen}
      style={{
        insetInlineStart: place(first - 1, rows),
        width: place(Math.min(last, rows) - first + 1, rows),
      }}
      onClick={onChoose}
      onKeyDown={(event) => {
        const by = KEYS[event.key];
        if (by === undefined) return;
        event.preventDefault();
        move(event.shiftKey && !isMoment ? 'end' : 'all', by);
      }}
      onPointerDown={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const isEnd = !isMoment && box.right - event.clientX < 10 && box.width > 24;
        grip.current = { x: event.clientX, bar, part: isEnd ? 'end' : 'all' };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const from = grip.current;
        if (!from) return;
        const by = Math.round(((event.clientX - from.x) * rows) / width());
        const target = from.part === 'end' ? from.bar.last + by : from.bar.first + by;
        const now = from.part === 'end' ? last : first;
        if (target !== now) move(from.part, target - now);
      }}
      onPointerUp={() => {
        grip.current = undefined;
      }}
      onPointerCancel={() => {
        grip.current = undefined;
      }}
    >
      <span className="one-line">{words}</span>
    </button>
  );
}
