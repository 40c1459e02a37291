import { type ReactNode, useState } from 'react';
import { readNumber } from '../words/read-number.ts';
import { TextField } from './text-field.tsx';

interface Props {
  readonly label: string;
  readonly help?: ReactNode;
  readonly value: number | undefined;
  /** Empty: `onChange(undefined)`; otherwise an empty field goes back to its value. */
  readonly isOptional?: boolean;
  onChange(value: number | undefined): void;
}

/** A number of any size, typed: nothing is rounded. What is no number is not taken, and gone when the field is left. */
export function AmountField({ label, help, value, isOptional = false, onChange }: Props) {
  const [typed, setTyped] = useState({ text: written(value), of: value });
  const text = Object.is(typed.of, value) ? typed.text : written(value);
  const isWrong = text.trim() === '' ? !isOptional : readNumber(text) === undefined;
  return (
    <TextField
      label={label}
      help={help}
      inputMode="decimal"
      value={text}
      isInvalid={isWrong}
      onBlur={() => {
        if (isWrong) setTyped({ text: written(value), of: value });
      }}
      onChange={(next) => {
        const read = readNumber(next);
        const isTaken = read !== undefined || (isOptional && next.trim() === '');
        setTyped({ text: next, of: isTaken ? read : value });
        if (isTaken) onChange(read);
      }}
    />
  );
}

/** Twelve digits hide what a computer adds behind them: 0.1 + 0.2. */
function written(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toPrecision(12)));
}
