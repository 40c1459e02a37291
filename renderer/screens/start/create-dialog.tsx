import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { CsvField } from '../../components/csv-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { Window } from '../../components/window.tsx';
import { useApp } from '../../state/studio-app.ts';

/** A project of one's own: name, words, and a CSV now or later. */
export function CreateDialog({ words }: { readonly words: string }) {
  const { ui } = useApp();
  const [name, setName] = useState('');
  const [description, setDescription] = useState(words);
  const [file, setFile] = useState<File>();
  const { isCreating, create } = useCreate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !isCreating) void create(name, description, file);
  };
  return (
    <Window
      title="Use my own data"
      onClose={() => ui.getState().close()}
      foot={
        <>
          <Button onPress={() => ui.getState().close()}>Cancel</Button>
          <Button
            type="submit"
            form="create"
            look="primary"
            isDisabled={isCreating || name.trim() === ''}
          >
            {isCreating ? 'Creating the project…' : 'Create the project'}
          </Button>
        </>
      }
    >
      <form id="create" className="stack" onSubmit={submit}>
        <TextField
          label="Name"
          placeholder="Ward 4 beds, winter"
          value={name}
          onChange={setName}
          maxLength={200}
          autoFocus
          isRequired
        />
        <TextField
          label="What happens there, in your words"
          help="Who or what arrives, how long it stays, where it goes, what limits there are. Numbers that you know for sure help."
          lines={5}
          value={description}
          onChange={setDescription}
        />
        <CsvField file={file} onChange={setFile} />
      </form>
    </Window>
  );
}

function useCreate() {
  const app = useApp();
  const [isCreating, setCreating] = useState(false);
  const create = async (name: string, description: string, file: File | undefined) => {
    setCreating(true);
    await app.attempt(async () => {
      const { project } = await app.client.call('projects.create', { name, description });
      void app.imports.getState().offer(project, file);
      app.ui.getState().close();
      app.route.getState().go({ kind: 'project', folder: project });
    });
    setCreating(false);
  };
  return { isCreating, create };
}
