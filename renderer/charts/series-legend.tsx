import type { DataRows } from '../state/use-data-rows.ts';
import { plainName, unitWords } from '../words/numbers.ts';
import { SYMBOLS } from './series-figure.ts';

const MARKS = {
  circle: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8',
  square: 'M8.5 4.5h7v7h-7z',
  diamond: 'm12 3.2 4.8 4.8-4.8 4.8L7.2 8z',
  'triangle-up': 'm12 3.5 4.6 8.5H7.4z',
} as const satisfies Record<(typeof SYMBOLS)[number], string>;

/** What each line is, with its mark and its unit. */
export function SeriesLegend({ series }: Pick<DataRows, 'series'>) {
  return (
    <ul className="legend small">
      {series.map(({ name, unit }, i) => {
        const colour = `var(--series-${(i % 4) + 1})`;
        return (
          <li key={name}>
            <svg width="24" height="16" viewBox="0 0 24 16" aria-hidden="true">
              <path d="M0 8h24" stroke={colour} strokeWidth="1.5" />
              <path d={MARKS[SYMBOLS[i % SYMBOLS.length] ?? 'circle']} fill={colour} />
            </svg>
            {plainName(name)}
            {unitWords(unit) && <span className="muted"> ({unitWords(unit)})</span>}
          </li>
        );
      })}
    </ul>
  );
}
