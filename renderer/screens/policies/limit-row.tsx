import { NumberField } from '../../components/number-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { COMPARISONS, type Limit, limitWords, metricUnit } from './aim-words.ts';
import { MetricParts, type SentenceWords } from './metric-parts.tsx';
import { SentenceRow } from './sentence-row.tsx';
import type { Understood } from './sentence-text.tsx';

interface Props {
  readonly limit: Limit;
  readonly words: SentenceWords;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isReadOnly: boolean;
  onRemove(): void;
  onMove(by: -1 | 1): void;
  onChange(limit: Limit): void;
  onUnderstood(understood: Understood): void;
}

/** 'Keep [the highest day of] [beds needed] [below] [40] in [95] % of outcomes'. */
export function LimitRow({ limit, words, onChange, ...row }: Props) {
  return (
    <SentenceRow {...row} words={limitWords(limit, words.series, words.timeUnit)}>
      <span>Keep</span>
      <MetricParts
        metric={limit.metric}
        words={words}
        onChange={(metric) => onChange({ ...limit, metric })}
      />
      <SelectField
        label="Which side of the limit"
        isLabelHidden
        value={limit.is}
        options={COMPARISONS}
        onChange={(is) => onChange({ ...limit, is })}
      />
      <NumberField
        label="The limit"
        isLabelHidden
        unit={metricUnit(limit.metric, words.series, words.timeUnit)}
        value={limit.level}
        onChange={(level) => {
          if (!Number.isNaN(level)) onChange({ ...limit, level });
        }}
      />
      <span>in</span>
      <NumberField
        label="In how many of 100 outcomes"
        isLabelHidden
        unit="%"
        minValue={1}
        maxValue={100}
        value={Number((limit.chance * 100).toPrecision(6))}
        onChange={(chance) => {
          if (!Number.isNaN(chance)) onChange({ ...limit, chance: chance / 100 });
        }}
      />
      <span>of outcomes</span>
    </SentenceRow>
  );
}
