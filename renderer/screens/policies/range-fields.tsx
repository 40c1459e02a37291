import type { LeverView } from '../../../engine/studio/contract/decision-space.ts';
import { Button } from '../../components/button.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { Origin } from '../../components/origin.tsx';
import type { Aim } from '../../state/aim-store.ts';
import { unitWords } from '../../words/numbers.ts';
import type { Kind } from './kind-choice.tsx';

type Ranges = Aim['choices'][number]['ranges'];
type PolicyNumber = LeverView['kinds'][number]['numbers'][number];

interface Props {
  readonly kind: Kind;
  /** What the kind of policy is called. */
  readonly words: string;
  readonly numbers: readonly PolicyNumber[];
  readonly ranges: Ranges;
  readonly isReadOnly: boolean;
  onChange(ranges: Ranges): void;
}

/** From where to where each number of a kind of policy is looked for. */
export function RangeFields({ kind, words, numbers, ranges, isReadOnly, onChange }: Props) {
  const own = ranges[kind] ?? {};
  const change = (name: string, range: { low: number; high: number } | undefined) => {
    const { [name]: _before, ...others } = own;
    onChange({ ...ranges, [kind]: range ? { ...others, [name]: range } : others });
  };
  if (numbers.length === 0) return null;
  return (
    <fieldset className="range-fields">
      <legend className="label">{words}</legend>
      {numbers.map((number) => {
        const range = own[number.name];
        return (
          <RangeRow
            key={number.name}
            number={number}
            range={range ?? number}
            isOwn={range !== undefined}
            isReadOnly={isReadOnly}
            onChange={(next) => change(number.name, next)}
          />
        );
      })}
    </fieldset>
  );
}

interface RowProps {
  readonly number: PolicyNumber;
  readonly range: { readonly low: number; readonly high: number };
  readonly isOwn: boolean;
  readonly isReadOnly: boolean;
  onChange(range: { low: number; high: number } | undefined): void;
}

function RangeRow({ number, range, isOwn, isReadOnly, onChange }: RowProps) {
  const { words, unit, integer } = number;
  const { low, high } = range;
  const step = integer ? { step: 1 } : {};
  return (
    <div className="range-row">
      <span className="row between">
        <span>{words}</span>
        <Origin of={isOwn ? 'you' : 'model'} isShort />
      </span>
      <div className="row">
        <NumberField
          label={`${words}, from`}
          isLabelHidden
          value={low}
          {...step}
          isReadOnly={isReadOnly}
          onChange={(next) => {
            if (!Number.isNaN(next)) onChange({ low: next, high: Math.max(next, high) });
          }}
        />
        <span>to</span>
        <NumberField
          label={`${words}, to`}
          isLabelHidden
          unit={unitWords(unit)}
          value={high}
          {...step}
          isReadOnly={isReadOnly}
          onChange={(next) => {
            if (!Number.isNaN(next)) onChange({ low: Math.min(low, next), high: next });
          }}
        />
        {isOwn && !isReadOnly && (
          <Button size="small" look="quiet" icon="undo" onPress={() => onChange(undefined)}>
            As suggested
          </Button>
        )}
      </div>
    </div>
  );
}
