import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { CsvField } from '../../components/csv-field.tsx';
import { PasteDialog } from './paste-dialog.tsx';

interface Props {
  readonly label: string;
  onTake(file: File | undefined): void;
}

/** A file, or rows from a spreadsheet. */
export function TakeIn({ label, onTake }: Props) {
  const [isPasting, setPasting] = useState(false);
  return (
    <div className="stack tight">
      <CsvField label={label} file={undefined} onChange={onTake} />
      <div className="row">
        <Button size="small" icon="copy" onPress={() => setPasting(true)}>
          Paste a table…
        </Button>
        <span className="small muted">
          Or drop a file anywhere on this page, or press Ctrl+V where no field has the focus.
        </span>
      </div>
      {isPasting && <PasteDialog onTake={onTake} onClose={() => setPasting(false)} />}
    </div>
  );
}
