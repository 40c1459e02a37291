import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { CsvField } from '../../components/csv-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { Window } from '../../components/window.tsx';
import { useApp } from '../../state/studio-app.ts';
import { plainName } from '../../words/numbers.ts';

/** A project of one's own: name, words, and a CSV now or later. `goal`: the question that it begins with. */
export function CreateDialog({ goal: asked }: { readonly goal: string }) {
  const { ui } = useApp();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [goal, setGoal] = useState(asked);
  const [file, setFile] = useState<File>();
  const { isCreating, create } = useCreate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isCreating) void create({ name: nameOf(name, file), description, goal, file });
  };
  return (
    <Window
      title="Use my own data"
      onClose={() => ui.getState().close()}
      foot={
        <>
          <Button onPress={() => ui.getState().close()}>Cancel</Button>
          <Button type="submit" form="create" look="primary" isDisabled={isCreating}>
            {isCreating ? 'Creating the project…' : 'Create the project'}
          </Button>
        </>
      }
    >
      <form id="create" className="stack" onSubmit={submit}>
        <TextField
          label="Name"
          help="Empty: that of the table."
          placeholder="Ward 4 beds, winter"
          value={name}
          onChange={setName}
          maxLength={200}
        />
        <TextField
          label="What happens there, in your words"
          help="Who or what arrives, how long it stays, where it goes, what limits there are. Numbers that you know for sure help."
          lines={5}
          autoFocus
          value={description}
          onChange={setDescription}
        />
        {asked !== '' && (
          <TextField label="What you want to know" value={goal} onChange={setGoal} />
        )}
        <CsvField file={file} onChange={setFile} />
      </form>
    </Window>
  );
}

/** A project is never without a name: 'census_2024.csv' is called 'census 2024'. */
function nameOf(typed: string, file: File | undefined): string {
  const table = plainName(file?.name.replace(/\.[^.]*$/, '') ?? '').trim();
  return typed.trim() || table || 'New project';
}

interface Begun {
  readonly name: string;
  readonly description: string;
  readonly goal: string;
  readonly file: File | undefined;
}

function useCreate() {
  const app = useApp();
  const [isCreating, setCreating] = useState(false);
  const create = async ({ name, description, goal, file }: Begun) => {
    setCreating(true);
    await app.attempt(async () => {
      const { project } = await app.client.call('projects.create', { name, description });
      if (goal !== '') {
        await app.attempt(() =>
          app.client.call('documents.edit', {
            project,
            intent: 'Asked a question',
            edit: { goal },
          }),
        );
      }
      void app.imports.getState().offer(project, file);
      app.ui.getState().close();
      app.route.getState().go({ kind: 'project', folder: project });
    });
    setCreating(false);
  };
  return { isCreating, create };
}
