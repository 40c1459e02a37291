import { useId, useState } from 'react';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button, IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

interface Props {
  readonly file: File | undefined;
  onChange(file: File | undefined): void;
  readonly label?: string;
}

/** Bytes of a CSV at most: one message to the engine carries it. */
const LARGEST = 60 * 1024 * 1024;

/** A CSV to drop, or to choose. */
export function CsvField({ file, onChange, label = 'What was observed (CSV)' }: Props) {
  const [problem, setProblem] = useState<string>();
  const id = useId();
  const take = (chosen: File | undefined) => {
    const isLarge = chosen !== undefined && chosen.size > LARGEST;
    setProblem(
      isLarge ? 'The file is larger than 60 MB. Keep only the columns and days needed.' : undefined,
    );
    if (!isLarge) onChange(chosen);
  };
  return (
    <div className="field">
      <span id={id} className="label">
        {label}
      </span>
      <DropZone
        className="drop-zone"
        aria-labelledby={id}
        getDropOperation={() => 'copy'}
        onDrop={async (event) => {
          const item = event.items.find((one) => one.kind === 'file');
          if (item?.kind === 'file') take(await item.getFile());
        }}
      >
        {file ? (
          <>
            <Icon name="file" />
            <span className="one-line">{file.name}</span>
            <IconButton
              name={`Take ${file.name} away`}
              icon="close"
              size="small"
              onPress={() => take(undefined)}
            />
          </>
        ) : (
          <>
            <span className="muted">Drop a file here, or</span>
            <FileTrigger
              acceptedFileTypes={['.csv', '.tsv', '.txt', 'text/csv']}
              onSelect={(files) => take(files?.[0])}
            >
              <Button size="small">Choose a file…</Button>
            </FileTrigger>
          </>
        )}
      </DropZone>
      <span className={problem ? 'field-error' : 'help'} role={problem && 'alert'}>
        {problem ??
          'One row a day (or hour, or week), one column for the date. The file itself is not changed.'}
      </span>
    </div>
  );
}
