import { NumberField } from '../../components/number-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { Term } from '../../components/term.tsx';
import type { InputChoice } from '../../state/what-if.ts';
import { rowWord } from '../../words/numbers.ts';
import { useWhatIf, useWhatIfState } from './use-what-if.ts';

const INPUTS = [
  { value: 'auto', words: 'chosen by the data' },
  { value: 'last', words: 'as last recorded' },
  { value: 'weekday', words: 'as on the same weekday last recorded' },
  { value: 'blocks', words: 'drawn from the last weeks' },
  { value: 'changes', words: 'on from now, changing as in the last weeks' },
] as const satisfies readonly { value: InputChoice | 'auto'; words: string }[];

interface Props {
  readonly timeUnit: string;
  /** Of the answer that is shown. */
  readonly rows: number;
  readonly hasInputs: boolean;
}

/** How far ahead, and what comes in until then. */
export function DaysFields({ timeUnit, rows, hasInputs }: Props) {
  const whatIf = useWhatIf();
  const { horizon, inputs } = useWhatIfState((state) => state.wishes);
  return (
    <div className="days-fields">
      <NumberField
        label={`${capital(rowWord(timeUnit))}s ahead`}
        minValue={1}
        maxValue={730}
        value={horizon ?? rows}
        onChange={(next) => {
          if (!Number.isNaN(next)) whatIf.wish({ horizon: next });
        }}
      />
      {hasInputs && (
        <div className="field">
          <SelectField
            label="What comes in until then"
            value={inputs ?? 'auto'}
            options={INPUTS}
            onChange={(choice) => whatIf.wish({ inputs: choice === 'auto' ? undefined : choice })}
          />
          <span className="help">
            <Term id="input-model">Why this matters</Term>
          </span>
        </div>
      )}
    </div>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
