import { Button, IconButton } from '../../components/button.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { Origin } from '../../components/origin.tsx';
import { Segments } from '../../components/segments.tsx';
import { SelectField } from '../../components/select-field.tsx';
import type { DatedChange } from '../../state/what-if.ts';
import { plainName, unitWords } from '../../words/numbers.ts';
import { DayField } from './day-field.tsx';
import { changeWords, type ForecastRecord } from './forecast-words.ts';
import type { Knob } from './use-knobs.ts';

interface Props {
  readonly change: DatedChange;
  readonly knobs: readonly Knob[];
  readonly record: ForecastRecord;
  readonly isOpen: boolean;
  onOpen(): void;
  onChange(change: DatedChange): void;
  onRemove(): void;
}

/** One dated change: its words, and what it is made of. */
export function ChangeForm({ change, knobs, record, isOpen, onOpen, onChange, onRemove }: Props) {
  const words = changeWords(change, record, plainName);
  return (
    <div className="change">
      <div className="row between">
        <Button look="quiet" icon="down" aria-expanded={isOpen} onPress={onOpen}>
          {words}
        </Button>
        <span className="row">
          <Origin of="you" isShort />
          <IconButton name={`Remove: ${words}`} icon="trash" size="small" onPress={onRemove} />
        </span>
      </div>
      {isOpen && <Fields change={change} knobs={knobs} record={record} onChange={onChange} />}
    </div>
  );
}

const HOW = [
  { value: 'set', words: 'set to' },
  { value: 'scale', words: 'times' },
] as const;

function Fields({
  change,
  knobs,
  record,
  onChange,
}: Pick<Props, 'change' | 'knobs' | 'record' | 'onChange'>) {
  const knob = knobs.find(({ name }) => name === change.name);
  const isSet = change.how === 'set';
  return (
    <div className="change-fields">
      <SelectField
        label="What changes"
        value={change.name}
        options={knobs.map(({ name, meaning }) => ({
          value: name,
          words: plainName(name),
          help: meaning,
        }))}
        onChange={(name) => onChange({ ...change, name })}
      />
      <Segments
        label="How"
        value={change.how}
        options={HOW}
        onChange={(how) =>
          onChange({ ...change, how, value: how === 'set' ? (knob?.usual ?? 1) : 1.2 })
        }
      />
      <NumberField
        label={isSet ? 'Value' : 'Times'}
        {...(isSet && knob && { unit: unitWords(knob.unit) })}
        {...(isSet && knob ? { step: knob.step } : { step: 0.05 })}
        minValue={isSet && knob?.kind === 'lever' ? knob.min : 0}
        {...(isSet && knob?.kind === 'lever' && { maxValue: knob.max })}
        value={change.value}
        onChange={(value) => {
          if (!Number.isNaN(value)) onChange({ ...change, value });
        }}
      />
      <DayField
        label="From"
        record={record}
        day={change.first}
        onChange={(first) => onChange({ ...change, first, last: Math.max(first, change.last) })}
      />
      <DayField
        label="To"
        record={record}
        day={Math.min(change.last, record.rows)}
        onChange={(last) => onChange({ ...change, last, first: Math.min(last, change.first) })}
      />
    </div>
  );
}
