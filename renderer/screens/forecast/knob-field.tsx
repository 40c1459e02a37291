import { memo } from 'react';
import { IconButton } from '../../components/button.tsx';
import { Origin } from '../../components/origin.tsx';
import { SliderField } from '../../components/slider-field.tsx';
import { plainName, unitWords } from '../../words/numbers.ts';
import type { Knob } from './use-knobs.ts';

interface Props {
  readonly knob: Knob;
  /** Undefined: as it is of itself. */
  readonly value: number | undefined;
  onChange(name: string, value: number | undefined): void;
}

/** A lever or a number of the model, to be moved. */
export const KnobField = memo(({ knob, value, onChange }: Props) => {
  const { name, meaning, unit, kind, usual, min, max, step } = knob;
  const label = plainName(name);
  const shown = value ?? usual;
  return (
    <SliderField
      label={label}
      unit={unitWords(unit)}
      value={shown}
      min={Math.min(min, shown)}
      max={Math.max(max, shown)}
      step={step}
      usual={usual}
      help={meaning}
      mark={
        <span className="row knob-mark">
          <Origin
            of={value !== undefined ? 'you' : kind === 'lever' ? 'model' : 'calibrated'}
            isShort
          />
          <IconButton
            name={`Take back ${label}`}
            icon="undo"
            size="small"
            isDisabled={value === undefined}
            onPress={() => onChange(name, undefined)}
          />
        </span>
      }
      onChange={(next) => onChange(name, next === usual ? undefined : next)}
    />
  );
});
