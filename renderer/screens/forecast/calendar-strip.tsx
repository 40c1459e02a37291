import { useRef } from 'react';
import type { DatedChange } from '../../state/what-if.ts';
import { formatNumber } from '../../words/numbers.ts';
import { dayName, type ForecastRecord } from './forecast-words.ts';
import { type Move, moved } from './move-change.ts';

interface Props {
  readonly record: ForecastRecord;
  readonly changes: readonly DatedChange[];
  readonly chosen: number | undefined;
  nameOf(name: string): string;
  onChoose(index: number): void;
  onChange(index: number, change: DatedChange): void;
}

/** The rows ahead from left to right, a bar for each change: dragged, or moved by arrows (with Shift: its end). */
export function CalendarStrip({ record, changes, chosen, nameOf, onChoose, onChange }: Props) {
  const strip = useRef<HTMLUListElement>(null);
  const rows = record.rows;
  return (
    <div className="calendar-strip">
      <ul ref={strip}>
        {changes.map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: changes are told apart by their place.
          <li key={index} style={{ gridColumn: 1 }}>
            <Bar
              change={change}
              rows={rows}
              isChosen={chosen === index}
              words={barWords(change, record, nameOf)}
              width={() => strip.current?.clientWidth ?? 1}
              onChoose={() => onChoose(index)}
              onMove={(move) => onChange(index, moved(change, move, rows))}
            />
          </li>
        ))}
      </ul>
      <div className="row between small muted" aria-hidden="true">
        <span>{dayName(record, 0)}</span>
        <span>{dayName(record, Math.floor((rows - 1) / 2))}</span>
        <span>{dayName(record, rows - 1)}</span>
      </div>
    </div>
  );
}

interface BarProps {
  readonly change: DatedChange;
  readonly rows: number;
  readonly isChosen: boolean;
  readonly words: string;
  /** Of the strip in pixels. */
  width(): number;
  onChoose(): void;
  onMove(move: Move): void;
}

const KEYS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageDown: -7,
  PageUp: 7,
};

function Bar({ change, rows, isChosen, words, width, onChoose, onMove }: BarProps) {
  const grip = useRef<{ x: number; change: DatedChange; part: Move['part'] } | undefined>(
    undefined,
  );
  const { first, last } = change;
  return (
    <button
      type="button"
      className={isChosen ? 'calendar-bar chosen' : 'calendar-bar'}
      aria-label={`${words}. Arrow keys move it, with Shift its end.`}
      aria-pressed={isChosen}
      style={{
        insetInlineStart: `${(100 * (first - 1)) / rows}%`,
        width: `${(100 * (Math.min(last, rows) - first + 1)) / rows}%`,
      }}
      onClick={onChoose}
      onKeyDown={(event) => {
        const by = KEYS[event.key];
        if (by === undefined) return;
        event.preventDefault();
        onMove({ part: event.shiftKey ? 'end' : 'all', by });
      }}
      onPointerDown={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const isEnd = box.right - event.clientX < 10 && box.width > 24;
        grip.current = { x: event.clientX, change, part: isEnd ? 'end' : 'all' };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const from = grip.current;
        if (!from) return;
        const by = Math.round(((event.clientX - from.x) * rows) / width());
        const target = from.part === 'end' ? from.change.last + by : from.change.first + by;
        const now = from.part === 'end' ? last : first;
        if (target !== now) onMove({ part: from.part, by: target - now });
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

export function barWords(
  { name, how, value, first, last }: DatedChange,
  record: ForecastRecord,
  nameOf: (name: string) => string,
): string {
  const what = how === 'set' ? `set to ${formatNumber(value)}` : `times ${formatNumber(value)}`;
  return `${nameOf(name)} ${what}, ${dayName(record, first - 1)} to ${dayName(record, Math.min(last, record.rows) - 1)}`;
}
