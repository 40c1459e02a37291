import { type FormEvent, useState } from 'react';
import type { Model } from '../../../engine/studio/contract/studio-view.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useApp } from '../../state/studio-app.ts';
import { modelId } from './model-id.ts';

interface Props {
  /** Undefined: a new one. */
  readonly model: Model | undefined;
  readonly hasKey: boolean;
  /** Ids that there are already. */
  readonly taken: readonly string[];
  onDone(): void;
}

export function ModelForm({ model, hasKey, taken, onDone }: Props) {
  const app = useApp();
  const [fields, setFields] = useState({
    name: model?.name ?? '',
    baseUrl: model?.baseUrl ?? '',
    model: model?.model ?? '',
  });
  const [key, setKey] = useState('');
  const set = (field: keyof typeof fields) => (value: string) =>
    setFields((before) => ({ ...before, [field]: value }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const id = model?.id ?? modelId(fields.name, taken);
    const saved = await app.attempt(async () => {
      await app.client.call('models.save', { id, ...fields });
      if (key !== '') await app.desktop.saveSecret(id, key);
      return true;
    });
    if (saved) onDone();
  };
  const isComplete = Object.values(fields).every((value) => value.trim() !== '');
  return (
    <form className="stack model-form" onSubmit={submit}>
      <TextField
        label="Name"
        placeholder="Model of the hospital"
        value={fields.name}
        onChange={set('name')}
        autoFocus
        isRequired
      />
      <TextField
        label="Address"
        placeholder="http://localhost:11434/v1"
        type="url"
        value={fields.baseUrl}
        onChange={set('baseUrl')}
        isRequired
      />
      <TextField
        label="Model, as the server calls it"
        placeholder="llama3.3"
        value={fields.model}
        onChange={set('model')}
        isRequired
      />
      <TextField
        label={
          hasKey ? 'Another key (the one kept stays if this is empty)' : 'Key, if it needs one'
        }
        type="password"
        autoComplete="off"
        value={key}
        onChange={setKey}
        help={
          app.desktop.abilities.secrets === 'system'
            ? "Kept in your system's keychain, never in a project."
            : 'Kept only until you close the studio, never in a project.'
        }
      />
      <div className="row">
        <Button type="submit" look="primary" isDisabled={!isComplete}>
          Save the model
        </Button>
        <Button onPress={onDone}>Cancel</Button>
      </div>
    </form>
  );
}
