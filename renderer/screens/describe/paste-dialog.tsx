import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { Window } from '../../components/window.tsx';
import { count } from '../../words/numbers.ts';
import { isTable, tableFile } from './use-taken-in.ts';

interface Props {
  onTake(file: File): void;
  onClose(): void;
}

/** Rows copied from a spreadsheet, with the names of the columns in the first line. */
export function PasteDialog({ onTake, onClose }: Props) {
  const [text, setText] = useState('');
  const lines = text.trim().split(/\r?\n/);
  const isGood = isTable(text);
  return (
    <Window
      title="Paste a table"
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="primary"
            isDisabled={!isGood}
            onPress={() => {
              onTake(tableFile(text));
              onClose();
            }}
          >
            Take it in
          </Button>
        </>
      }
    >
      <TextField
        label="Rows, with the names of the columns in the first line"
        lines={10}
        autoFocus
        value={text}
        onChange={setText}
        placeholder={'date\toccupied beds\n2024-01-01\t28'}
        help={
          text.trim() === ''
            ? 'Copy them in your spreadsheet, and paste them here.'
            : isGood
              ? `${count(lines.length - 1, 'row')} with ${count(columnsOf(lines[0] ?? ''), 'column')}.`
              : 'At least two columns and one row are needed, and a line with their names.'
        }
      />
    </Window>
  );
}

function columnsOf(line: string): number {
  return Math.max(...['\t', ';', ',', '|'].map((mark) => line.split(mark).length));
}
