import { formatAmount, formatNumber } from '../../words/numbers.ts';
import { type FittedNumber, isNarrowed, narrowedWords, placeOn } from './number-words.ts';

/** Percent of the track: a narrower range would hide behind the mark of its best value. */
const LEAST_WIDTH = 5;

/** What was possible before as a track, on it what the data leave, and the best value. */
export function NarrowedBar({ number }: { readonly number: FittedNumber }) {
  const { low, high, value, priorLow, priorHigh, unit } = number;
  const from = 100 * placeOn(number, low);
  const to = 100 * placeOn(number, high);
  const width = Math.max(LEAST_WIDTH, to - from);
  const start = Math.min(100 - width, Math.max(0, (from + to - width) / 2));
  return (
    <div className="narrowed">
      <div
        className={isNarrowed(number) ? 'narrowed-track' : 'narrowed-track open'}
        aria-hidden="true"
      >
        {number.narrowed !== null && (
          <span
            className="narrowed-range"
            style={{ insetInlineStart: `${start}%`, width: `${width}%` }}
          />
        )}
        <span
          className="narrowed-value"
          style={{ insetInlineStart: `${100 * placeOn(number, value)}%` }}
        />
      </div>
      <span>{narrowedWords(number)}</span>
      <span className="small muted">
        possible before: {formatNumber(priorLow)} to {formatAmount(priorHigh, unit)}
      </span>
    </div>
  );
}
