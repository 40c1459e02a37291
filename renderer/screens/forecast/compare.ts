/** Figures of an output side by side, with and without what if. */
import { dayName, type ForecastOutput, type ForecastRecord } from './forecast-words.ts';

interface Figure {
  readonly value: number;
  /** What more runs would narrow; equal where it was not measured. */
  readonly low: number;
  readonly high: number;
}

export interface Compared {
  readonly words: string;
  readonly before: Figure;
  readonly after: Figure;
  /** A chance, 0 to 1. */
  readonly isShare: boolean;
}

/** Both outputs are of the same rows. */
export function compared(
  output: ForecastOutput,
  baseline: ForecastOutput,
  record: ForecastRecord,
  levels: readonly number[],
): Compared[] {
  const last = record.rows - 1;
  const both = (words: string, of: (one: ForecastOutput) => Figure, isShare = false): Compared => ({
    words,
    before: of(baseline),
    after: of(output),
    isShare,
  });
  const onRow = (row: number, level: number) => (one: ForecastOutput) => {
    const at = row * levels.length + levels.indexOf(level);
    return figure(one.quantiles[at], one.quantilesLow[at], one.quantilesHigh[at]);
  };
  const peak = (level: number) => (one: ForecastOutput) => {
    const at = levels.indexOf(level);
    return figure(one.peak[at], one.peakLow[at], one.peakHigh[at]);
  };
  return [
    both('Highest day, in the middle', peak(0.5)),
    both('Highest day, in 1 of 20 outcomes above', peak(0.95)),
    both(`On ${dayName(record, last)}, in the middle`, onRow(last, 0.5)),
    both('Mean over all days', (one) => {
      const mean = one.mean.reduce((sum, value) => sum + value, 0) / one.mean.length;
      return figure(mean, mean, mean);
    }),
    ...(output.line && baseline.line
      ? [
          both(
            `Chance of more than ${output.line.level} at least once`,
            ({ line }) => figure(line?.by.value[last], line?.by.low[last], line?.by.high[last]),
            true,
          ),
        ]
      : []),
  ];
}

function figure(value = Number.NaN, low = Number.NaN, high = Number.NaN): Figure {
  return { value, low, high };
}
