import { Button } from '../../components/button.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { Origin } from '../../components/origin.tsx';
import { plainName, unitWords } from '../../words/numbers.ts';
import type { ForecastOutput } from './forecast-words.ts';
import { useWhatIf, useWhatIfState } from './use-what-if.ts';

interface Props {
  readonly output: ForecastOutput;
  readonly levels: readonly number[];
}

/** The line that must not be crossed: as figures here, by hand on the chart. */
export function LimitField({ output, levels }: Props) {
  const whatIf = useWhatIf();
  const { name, unit, peak } = output;
  const limit = useWhatIfState((state) => state.wishes.limits[name]);
  const change = (level: number | undefined) => {
    const { [name]: _before, ...others } = whatIf.store.getState().wishes.limits;
    whatIf.wish({ limits: level === undefined ? others : { ...others, [name]: level } });
  };
  if (limit === undefined) {
    const first = Math.round(peak[levels.indexOf(0.75)] ?? 0);
    return (
      <Button icon="minus" onPress={() => change(first)}>
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
          if (!Number.isNaN(next)) change(next);
        }}
      />
      <Origin of="you" isShort />
      <Button look="quiet" icon="close" onPress={() => change(undefined)}>
        Take the line away
      </Button>
    </div>
  );
}
