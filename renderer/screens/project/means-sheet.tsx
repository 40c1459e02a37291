import './means.css';
import { useState } from 'react';
import type { ResourceChoice } from '../../../engine/studio/contract/project-view.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Origin } from '../../components/origin.tsx';
import { useOpenProject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { CostList } from './cost-list.tsx';
import { type Quantity, resourceName, resourceSentence } from './means-words.ts';
import { ResourceWindow } from './resource-window.tsx';

interface Props {
  /** Of the model in use. */
  readonly outputs: readonly Quantity[];
  /** Of the model in use; resources of the project among them are left out. */
  readonly levers: readonly Quantity[];
  /** 'day', 'week', ...: what one step is. */
  readonly timeUnit: string;
}

/** What people have to work with beside the model, and what things cost. */
export function MeansSheet({ outputs, levers, timeUnit }: Props) {
  const { resources } = useView();
  const names = new Set(resources.map(({ name }) => name));
  const own = levers.filter(({ name }) => !names.has(name));
  return (
    <section className="sheet" aria-labelledby="means">
      <div className="sheet-head">
        <h2 id="means">What you can provide, what things cost</h2>
      </div>
      <div className="sheet-body stack">
        <Resources outputs={outputs} taken={[...outputs, ...own]} />
        <CostList quantities={[...resources, ...own, ...outputs]} timeUnit={timeUnit} />
      </div>
    </section>
  );
}

function Resources({
  outputs,
  taken,
}: {
  readonly outputs: readonly Quantity[];
  readonly taken: readonly Quantity[];
}) {
  const { resources, readOnly } = useView();
  const save = useSaveResources();
  const [edited, setEdited] = useState<ResourceChoice | 'new'>();
  return (
    <div className="stack tight">
      <h3>What you can provide</h3>
      {resources.length === 0 && (
        <p className="small muted">
          Nothing yet. Beds kept open, staff on call, stock held: the model does not react to it,
          but it costs, and there can be too little of it.
        </p>
      )}
      <ul className="means-list">
        {resources.map((resource) => (
          <li key={resource.name}>
            <div className="means-words">
              <span>
                <strong>{resourceName(resource)}</strong> <Origin of="you" isShort />
              </span>
              <span className="small muted">{resourceSentence(resource)}</span>
            </div>
            <IconButton
              name={`Edit ${resourceName(resource)}`}
              icon="edit"
              size="small"
              isDisabled={readOnly !== null}
              onPress={() => setEdited(resource)}
            />
            <IconButton
              name={`Remove ${resourceName(resource)}`}
              icon="trash"
              size="small"
              isDisabled={readOnly !== null}
              onPress={() =>
                save(
                  `No longer provided: ${resourceName(resource)}`,
                  resources.filter((one) => one !== resource),
                )
              }
            />
          </li>
        ))}
      </ul>
      <div>
        <Button
          size="small"
          icon="plus"
          isDisabled={readOnly !== null || resources.length >= 20}
          onPress={() => setEdited('new')}
        >
          Add something you can provide
        </Button>
      </div>
      {edited && (
        <ResourceWindow
          resource={edited === 'new' ? undefined : edited}
          outputs={outputs}
          taken={[...taken, ...resources].map(({ name }) => name)}
          onClose={() => setEdited(undefined)}
          onSave={(resource) => {
            setEdited(undefined);
            save(
              edited === 'new'
                ? `Can be provided: ${resourceName(resource)}`
                : `Changed what can be provided: ${resourceName(resource)}`,
              edited === 'new'
                ? [...resources, resource]
                : resources.map((one) => (one === edited ? resource : one)),
            );
          }}
        />
      )}
    </div>
  );
}

function useSaveResources() {
  const app = useApp();
  const project = useOpenProject();
  return (intent: string, resources: ResourceChoice[]) =>
    void app.attempt(() => project.edit({ intent: intent.slice(0, 200), edit: { resources } }));
}
