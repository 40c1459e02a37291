import { NumberField } from '../../components/number-field.tsx';
import type { SearchOptions } from './decisions-store.ts';

interface Props {
  readonly options: SearchOptions;
  onChange(next: Partial<SearchOptions>): void;
}

const FIELDS = [
  { key: 'rounds', label: 'Rounds at most', highest: 20, step: 1 },
  { key: 'candidates', label: 'Structures a round', highest: 20, step: 1 },
  { key: 'minutes', label: 'Minutes at most', highest: 100_000, step: 1 },
  { key: 'simulations', label: 'Simulated runs at most', highest: 1e9, step: 10_000 },
] as const;

/** How much may be spent; an empty field is left to the studio. */
export function LimitFields({ options, onChange }: Props) {
  return (
    <fieldset className="limits">
      <legend className="label">Limits (empty: the studio decides)</legend>
      {FIELDS.map(({ key, label, highest, step }) => (
        <NumberField
          key={key}
          label={label}
          value={options[key] ?? Number.NaN}
          minValue={1}
          maxValue={highest}
          step={step}
          onChange={(value) => onChange({ [key]: Number.isNaN(value) ? undefined : value })}
        />
      ))}
      {options.proposer !== 'composer' && (
        <NumberField
          label="Tokens at most"
          value={options.tokens ?? Number.NaN}
          minValue={1}
          step={10_000}
          onChange={(value) => onChange({ tokens: Number.isNaN(value) ? undefined : value })}
        />
      )}
    </fieldset>
  );
}
