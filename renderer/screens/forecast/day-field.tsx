import { NumberField } from '../../components/number-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import type { ForecastRecord } from './forecast-words.ts';

interface Props {
  readonly label: string;
  readonly record: ForecastRecord;
  /** Of the rows ahead, from 1. */
  readonly day: number;
  onChange(day: number): void;
}

/** A day ahead: as a date where the data have dates, else by its number. */
export function DayField({ label, record, day, onChange }: Props) {
  const { dates, rows } = record;
  if (dates === null) {
    return (
      <NumberField
        label={`${label}, row ahead`}
        minValue={1}
        maxValue={rows}
        value={day}
        onChange={(next) => {
          if (!Number.isNaN(next)) onChange(next);
        }}
      />
    );
  }
  return (
    <TextField
      label={label}
      type="date"
      value={(dates[day - 1] ?? '').slice(0, 10)}
      onChange={(text) => {
        const index = dates.findLastIndex((date) => date.slice(0, 10) <= text);
        if (text !== '' && index >= 0) onChange(index + 1);
      }}
    />
  );
}
