import { NumberField } from '../../components/number-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import {
  howOptions,
  type Metric,
  type SeriesOption,
  seriesKey,
  unitOfSeries,
} from './aim-words.ts';

/** What sentences are made of, for this project and model. */
export interface SentenceWords {
  readonly series: readonly SeriesOption[];
  readonly timeUnit: string;
}

interface Props {
  readonly metric: Metric;
  readonly words: SentenceWords;
  onChange(metric: Metric): void;
}

/** '[the highest day of] [beds needed]', and the line that days are counted by. */
export function MetricParts({ metric, words, onChange }: Props) {
  const key = seriesKey(metric.series);
  const isKnown = words.series.some(({ value }) => value === key);
  const counts = metric.how === 'time-above' || metric.how === 'time-below';
  return (
    <>
      <SelectField
        label="Which number of a run"
        isLabelHidden
        value={metric.how}
        options={howOptions(words.timeUnit)}
        onChange={(how) => {
          const needsLevel = how === 'time-above' || how === 'time-below';
          onChange({ ...metric, how, level: needsLevel ? (metric.level ?? 0) : null });
        }}
      />
      <SelectField
        label="Of what"
        isLabelHidden
        value={key}
        options={isKnown ? words.series : [...words.series, unknown(key)]}
        onChange={(value) => {
          const option = words.series.find((one) => one.value === value);
          if (option) onChange({ ...metric, series: option.series });
        }}
      />
      {counts && (
        <>
          <span>line at</span>
          <NumberField
            label="The line"
            isLabelHidden
            unit={unitOfSeries(metric.series, words.series)}
            value={metric.level ?? 0}
            onChange={(level) => {
              if (!Number.isNaN(level)) onChange({ ...metric, level });
            }}
          />
        </>
      )}
    </>
  );
}

/** What the model in use does not have. */
function unknown(value: string) {
  return {
    value,
    words: `${value.slice(value.indexOf(' ') + 1).replaceAll('_', ' ')} (not in this model)`,
  };
}
