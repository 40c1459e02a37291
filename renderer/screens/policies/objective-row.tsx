import { SelectField } from '../../components/select-field.tsx';
import { DIRECTIONS, type Objective, objectiveWords, riskKey, riskOptions } from './aim-words.ts';
import { MetricParts, type SentenceWords } from './metric-parts.tsx';
import { SentenceRow } from './sentence-row.tsx';
import type { Understood } from './sentence-text.tsx';

interface Props {
  readonly objective: Objective;
  readonly words: SentenceWords;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isReadOnly: boolean;
  readonly onRemove: (() => void) | undefined;
  onMove(by: -1 | 1): void;
  onChange(objective: Objective): void;
  onUnderstood(understood: Understood): void;
}

/** 'Minimise [the total of] [cost] [on average]'. */
export function ObjectiveRow({ objective, words, onChange, ...row }: Props) {
  const risks = riskOptions(objective.risk);
  return (
    <SentenceRow {...row} words={objectiveWords(objective, words.series, words.timeUnit)}>
      <SelectField
        label="Less or more"
        isLabelHidden
        value={objective.direction}
        options={DIRECTIONS}
        onChange={(direction) => onChange({ ...objective, direction })}
      />
      <MetricParts
        metric={objective.metric}
        words={words}
        onChange={(metric) => onChange({ ...objective, metric })}
      />
      <SelectField
        label="Which outcomes count"
        isLabelHidden
        value={riskKey(objective.risk)}
        options={risks}
        onChange={(value) => {
          const option = risks.find((one) => one.value === value);
          if (option) onChange({ ...objective, risk: option.risk });
        }}
      />
    </SentenceRow>
  );
}
