import { Input } from 'react-aria-components/Input';
import { TextField } from 'react-aria-components/TextField';
import { useOpenProject, useView } from '../../state/project-context.ts';
import { useDraft } from '../../state/use-draft.ts';

/** The project's name, as the heading of the page and to be changed in place. */
export function NameField() {
  const project = useOpenProject();
  const { name, readOnly } = useView();
  const draft = useDraft(name, async (typed, burst) => {
    // A project has a name: while the field is empty the last one stands.
    if (typed.trim() !== '' && typed.trim() !== name) {
      await project.edit({ intent: 'Renamed the project', burst, edit: { name: typed } });
    }
  });
  return (
    <h1 className="name-heading">
      <TextField
        className="name-field"
        aria-label="Name of the project"
        value={draft.text}
        onChange={draft.change}
        onBlur={() => void draft.send()}
        isReadOnly={readOnly !== null}
        maxLength={200}
      >
        <Input className="name-input" data-document="" />
      </TextField>
    </h1>
  );
}
