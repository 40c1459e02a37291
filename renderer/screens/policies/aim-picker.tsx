import { Button, IconButton } from '../../components/button.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { type EditedAim, useAimDocuments, useAims } from '../../state/aim-hooks.ts';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';

/** Which goal, what it is called; a further one, or one less. */
export function AimPicker({ edited }: { readonly edited: EditedAim }) {
  const app = useApp();
  const documents = useAimDocuments();
  const { readOnly } = useView();
  const { aims } = useAims();
  const { id, aim, change } = edited;
  return (
    <div className="stack tight">
      {aims.length > 1 && (
        <SelectField
          label="Goal"
          value={id}
          options={aims.map((one) => ({ value: one.id, words: one.name }))}
          onChange={(chosen) => documents.chosen.setState({ id: chosen })}
        />
      )}
      <div className="row end nowrap">
        <div className="grow">
          <TextField
            label="Its name"
            value={aim.name}
            isDocument
            isReadOnly={readOnly !== null}
            maxLength={200}
            onChange={(name) => {
              // A goal without a name is none; the field keeps its last letter.
              if (name.trim() !== '') change({ name }, 'Named a goal');
            }}
          />
        </div>
        {!readOnly && (
          <>
            <Button
              size="small"
              icon="copy"
              onPress={() =>
                void app.attempt(() => documents.add({ ...aim, name: copyName(aim.name) }))
              }
            >
              Copy
            </Button>
            <IconButton
              name={`Remove the goal ${aim.name}`}
              icon="trash"
              size="small"
              onPress={() => void app.attempt(() => documents.remove(id, aim.name))}
            />
          </>
        )}
      </div>
    </div>
  );
}

function copyName(name: string): string {
  return `Copy of ${name}`.slice(0, 200);
}
