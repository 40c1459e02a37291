import type { ReactNode } from 'react';
import { Label } from 'react-aria-components/Label';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import { NumberField } from './number-field.tsx';

interface Props {
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Where it stands of itself: a mark on the track. */
  readonly usual?: number;
  readonly isDisabled?: boolean;
  /** Beside the label: where the number is from, a button to take it back. */
  readonly mark?: ReactNode;
  readonly help?: ReactNode;
  /** While it is moved, too. */
  onChange(value: number): void;
}

/** A number on a track and as figures; arrows move it by a step, Page keys by ten. */
export function SliderField({
  label,
  unit,
  value,
  min,
  max,
  step,
  usual,
  isDisabled = false,
  mark,
  help,
  onChange,
}: Props) {
  const share = (at: number) =>
    `${(100 * Math.min(1, Math.max(0, (at - min) / (max - min || 1)))).toFixed(2)}%`;
  return (
    <div className="slider-field">
      <Slider
        className="slider"
        value={value}
        minValue={min}
        maxValue={max}
        step={step}
        isDisabled={isDisabled}
        onChange={(next) => onChange(Array.isArray(next) ? (next[0] ?? value) : next)}
      >
        <div className="row between">
          <Label className="label">{label}</Label>
          {mark}
        </div>
        <SliderTrack className="slider-track">
          <span className="slider-fill" style={{ width: share(value) }} />
          {usual !== undefined && <span className="slider-usual" style={{ left: share(usual) }} />}
          <SliderThumb className="slider-thumb" />
        </SliderTrack>
      </Slider>
      <NumberField
        label={unit === '' ? `${label}, as figures` : `${label} in ${unit}`}
        isLabelHidden
        unit={unit}
        value={value}
        minValue={min}
        maxValue={max}
        step={step}
        isDisabled={isDisabled}
        onChange={(next) => {
          if (!Number.isNaN(next)) onChange(next);
        }}
      />
      {help && <p className="help">{help}</p>}
    </div>
  );
}
