import { useCallback, useEffect, useState } from 'react';
import type { Model } from '../../../engine/studio/contract/studio-view.ts';
import { Button } from '../../components/button.tsx';
import { useApp } from '../../state/studio-app.ts';
import { ModelForm } from './model-form.tsx';
import { ModelRow } from './model-row.tsx';

/** Language models that the person set up. The studio works without any. */
export function Models({ models }: { readonly models: readonly Model[] }) {
  const app = useApp();
  const [edited, setEdited] = useState<Model | 'new'>();
  const { keys, refresh } = useKeys();
  const remove = (id: string) =>
    void app.attempt(async () => {
      await app.desktop.forgetSecret(id);
      await app.client.call('models.remove', { id });
      refresh();
    });
  return (
    <section className="stack">
      <div className="row between">
        <h3>Language models</h3>
        {edited === undefined && (
          <Button size="small" icon="plus" onPress={() => setEdited('new')}>
            Add a model…
          </Button>
        )}
      </div>
      <p className="small muted">
        The studio finds models without any. Here you can name servers that speak the OpenAI
        protocol, on this computer or elsewhere.
      </p>
      {edited !== undefined && (
        <ModelForm
          key={edited === 'new' ? '' : edited.id}
          model={edited === 'new' ? undefined : edited}
          hasKey={edited !== 'new' && keys.includes(edited.id)}
          taken={models.map(({ id }) => id)}
          onDone={() => {
            setEdited(undefined);
            refresh();
          }}
        />
      )}
      <ul className="models">
        {models.map((model) => (
          <ModelRow
            // Another address is another server: what the last test said is not true of it.
            key={`${model.id} ${model.baseUrl} ${model.model}`}
            model={model}
            hasKey={keys.includes(model.id)}
            onChange={() => setEdited(model)}
            onRemove={() => remove(model.id)}
          />
        ))}
      </ul>
    </section>
  );
}

function useKeys() {
  const { desktop, attempt } = useApp();
  const [keys, setKeys] = useState<readonly string[]>([]);
  const refresh = useCallback(() => {
    void attempt(() => desktop.listSecrets()).then((found) => setKeys(found ?? []));
  }, [desktop, attempt]);
  useEffect(refresh, [refresh]);
  return { keys, refresh };
}
