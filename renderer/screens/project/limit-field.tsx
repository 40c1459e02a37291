import { Button } from '../../components/button.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { Origin } from '../../components/origin.tsx';
import { plainName, unitWords } from '../../words/numbers.ts';

interface Props {
  readonly name: string;
  readonly unit: string;
  /** Undefined: there is no line. */
  readonly limit: number | undefined;
  /** Where a new line begins. */
  readonly first: number;
  onChange(limit: number | undefined): void;
}

/** The line that must not be crossed: as figures here, by hand on the chart. */
export function LimitField({ name, unit, limit, first, onChange }: Props) {
  if (limit === undefined) {
    return (
      <Button icon="minus" onPress={() => onChange(first)}>
        Add a limit line
      </Button>
    );
  }
  return (
    <div className="row end">
      <NumberField
        label={`Limit of ${plainName(name)}`}
        unit={unitWords(unit)}
        minValue={0}
        value={limit}
        onChange={(next) => {
          if (!Number.isNaN(next)) onChange(next);
        }}
      />
      <Origin of="you" isShort />
      <Button look="quiet" icon="close" onPress={() => onChange(undefined)}>
        Take the line away
      </Button>
    </div>
  );
}

/** The lines with this one moved, added, or taken away. */
export function withLimit(
  limits: Readonly<Record<string, number>>,
  name: string,
  limit: number | undefined,
): Readonly<Record<string, number>> {
  const { [name]: _before, ...others } = limits;
  return limit === undefined ? others : { ...others, [name]: limit };
}
