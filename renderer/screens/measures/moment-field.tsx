import { Button } from '../../components/button.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import type { DatedChange } from '../../state/measures-store.ts';
import { useModel } from './model-context.ts';
import { useTyped } from './use-typed.ts';

type Moment = DatedChange['from'];

interface Props {
  readonly label: string;
  /** What an empty field means. */
  readonly empty: string;
  readonly value: Moment;
  onChange(value: Moment): void;
}

/** A day: as a date where the data have dates, else as the number of its row. */
export function MomentField({ label, empty, value, onChange }: Props) {
  const { calendar } = useModel();
  const earliest = calendar.dates?.[0]?.slice(0, 10) ?? '';
  const typed = useTyped(typeof value === 'string' ? value : '', (text) => {
    if (text === '') onChange(null);
    // A year that is still typed is one of long ago.
    else if (text >= earliest && !Number.isNaN(Date.parse(text))) onChange(text);
  });
  return (
    <div className="moment-field">
      {calendar.dates === null ? (
        <NumberField
          label={`${label}, row`}
          minValue={1}
          maxValue={calendar.rows}
          value={typeof value === 'number' ? value + 1 : Number.NaN}
          onChange={(row) => onChange(Number.isNaN(row) ? null : row - 1)}
        />
      ) : (
        <TextField
          label={label}
          type="date"
          value={typed.text}
          onChange={typed.change}
          onBlur={typed.leave}
        />
      )}
      {value === null ? (
        <span className="help">{empty}</span>
      ) : (
        <Button size="small" look="quiet" onPress={() => onChange(null)}>
          {capital(empty)}
        </Button>
      )}
    </div>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
