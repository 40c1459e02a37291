import type { LeverView } from '../../../engine/studio/contract/decision-space.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { SliderField } from '../../components/slider-field.tsx';
import type { PolicyChoice } from '../../state/measures-store.ts';
import { unitWords } from '../../words/numbers.ts';
import { stepOf } from '../project/number-step.ts';
import { dayWords, momentAt, rowOf } from './calendar.ts';
import { useModel } from './model-context.ts';
import { MomentField } from './moment-field.tsx';
import { stretchName } from './policy-choice.ts';

interface Props {
  readonly policy: PolicyChoice;
  readonly lever: LeverView;
  onChange(policy: PolicyChoice): void;
}

/** By date: from each day on another value. */
export function ScheduleFields({ policy, lever, onChange }: Props) {
  const { calendar } = useModel();
  const { starts, values } = policy;
  const { low, high, integer, unit } = lever;
  const put = (stretches: readonly Stretch[]) => onChange({ ...policy, ...written(stretches) });
  const stretches = starts.map((start, i) => ({ start, value: values[stretchName(i)] ?? low }));
  return (
    <div className="stack tight">
      {stretches.map(({ start, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stretches are told apart by their place.
        <div key={index} className="stretch">
          <MomentField
            label={`Stretch ${index + 1}: from`}
            empty="the first day ahead"
            value={start}
            onChange={(next) =>
              put(
                stretches.with(index, {
                  start: next ?? momentAt(calendar, calendar.origin + 1),
                  value,
                }),
              )
            }
          />
          <SliderField
            label={`From ${dayWords(calendar, rowOf(calendar, start))} on`}
            unit={unitWords(unit)}
            value={value}
            min={low}
            max={high}
            step={integer ? 1 : stepOf(low, high)}
            onChange={(next) => put(stretches.with(index, { start, value: next }))}
          />
          {stretches.length > 1 && (
            <IconButton
              name={`Remove stretch ${index + 1}`}
              icon="trash"
              size="small"
              onPress={() => put(stretches.toSpliced(index, 1))}
            />
          )}
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon="plus"
          isDisabled={stretches.length >= 100}
          onPress={() => {
            const last = stretches.at(-1);
            const row = last ? rowOf(calendar, last.start) + 7 : calendar.origin + 1;
            const start = momentAt(calendar, Math.min(calendar.rows - 1, row));
            put([...stretches, { start, value: last?.value ?? lever.default }]);
          }}
        >
          Add a stretch
        </Button>
      </div>
    </div>
  );
}

interface Stretch {
  readonly start: PolicyChoice['starts'][number];
  readonly value: number;
}

/** In the order of their days. */
function written(stretches: readonly Stretch[]): Pick<PolicyChoice, 'starts' | 'values'> {
  const sorted = stretches.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  return {
    starts: sorted.map(({ start }) => start),
    values: Object.fromEntries(sorted.map(({ value }, i) => [stretchName(i), value])),
  };
}
