import type { DecisionSpace, LeverView } from '../../../engine/studio/contract/decision-space.ts';
import { NumberField } from '../../components/number-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import type { Aim } from '../../state/aim-store.ts';
import { formatAmount, unitWords } from '../../words/numbers.ts';
import type { Kind } from './kind-choice.tsx';

type Current = Aim['current'][string];

interface Props {
  readonly lever: LeverView;
  readonly leverWords: string;
  readonly policies: DecisionSpace['policies'];
  /** Undefined: as recorded, else as it is of itself. */
  readonly current: Current | undefined;
  onChange(current: Current | undefined): void;
}

/** How a lever or resource is set today: what every policy is compared with. */
export function CurrentFields({ lever, leverWords, policies, current, onChange }: Props) {
  const usual = lever.recorded ?? lever.default;
  const asItIs =
    lever.recorded === null
      ? `as it is of itself (${formatAmount(usual, lever.unit)})`
      : `as last recorded (${formatAmount(usual, lever.unit)})`;
  // Stretches of a schedule have dates: that is written where measures are.
  const kinds = lever.kinds.filter(({ kind }) => kind !== 'schedule');
  const numbers = lever.kinds.find(({ kind }) => kind === current?.kind)?.numbers ?? [];
  return (
    <div className="stack tight">
      <SelectField<Kind | 'as-it-is'>
        label={`How ${leverWords} is set today`}
        value={current?.kind ?? 'as-it-is'}
        options={[
          { value: 'as-it-is', words: asItIs },
          ...kinds.map(({ kind }) => ({
            value: kind,
            words: policies.find((row) => row.kind === kind)?.words ?? kind,
          })),
        ]}
        onChange={(kind) =>
          onChange(kind === 'as-it-is' ? undefined : choiceOf(kind, lever, policies))
        }
      />
      {current && (
        <div className="current-numbers">
          {numbers.map(({ name, words, unit, start, integer }) => (
            <NumberField
              key={name}
              label={words}
              unit={unitWords(unit)}
              {...(integer && { step: 1 })}
              value={current.values[name] ?? start}
              onChange={(value) => {
                if (!Number.isNaN(value))
                  onChange({ ...current, values: { ...current.values, [name]: value } });
              }}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function choiceOf(kind: Kind, lever: LeverView, policies: DecisionSpace['policies']): Current {
  const numbers = lever.kinds.find((one) => one.kind === kind)?.numbers ?? [];
  const looks = policies.find((row) => row.kind === kind)?.watches === true;
  return {
    kind,
    watch: looks ? (lever.watches[0]?.watch ?? null) : null,
    values: Object.fromEntries(
      numbers.map(({ name, start }) => [
        name,
        kind === 'constant' ? (lever.recorded ?? lever.default) : start,
      ]),
    ),
    starts: [],
  };
}
