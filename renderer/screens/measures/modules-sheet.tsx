import { useState } from 'react';
import type { StructureView } from '../../../engine/studio/contract/structure-view.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { Switch } from '../../components/switch.tsx';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { useLoaded } from '../../state/use-loaded.ts';
import { useOneModel } from '../project/use-one-model.ts';
import { isSwitchedOff, switched } from './change-kinds.ts';
import { FlowPart } from './flow-part.tsx';
import { useModel } from './model-context.ts';
import { type EditedScenario, useEdited } from './use-measures.ts';

/** The parts of the model: switched off in a scenario, and followed through one run. */
export function ModulesSheet() {
  const edited = useEdited();
  const structure = useStructure();
  return (
    <section className="sheet" aria-labelledby="parts">
      <div className="sheet-head">
        <div>
          <h2 id="parts">Parts of the model</h2>
          <p className="small muted">
            {edited
              ? `Switch a part off, and “${edited.scenario.name}” is without it.`
              : 'Add a scenario to switch parts off.'}
          </p>
        </div>
      </div>
      <div className="sheet-body stack">
        {edited && <ModuleList edited={edited} />}
        {structure.kind === 'loading' && <p className="muted">Reading the model…</p>}
        {structure.kind === 'failed' && (
          <LoadFailed error={structure.error} onRetry={structure.again} />
        )}
        {structure.kind === 'loaded' && <FlowPart graph={structure.value.graph} edited={edited} />}
      </div>
    </section>
  );
}

function useStructure() {
  const { client } = useApp();
  const { project } = useView();
  const simulator = useOneModel()?.simulator;
  const [kept] = useState(() => new Map<string, StructureView>());
  const key = simulator && JSON.stringify([project, simulator]);
  return useLoaded(key, async (signal) => {
    const known = kept.get(key ?? '');
    if (known) return known;
    const of = { kind: 'simulator' as const, simulator: simulator ?? '' };
    const read = await client.call('structures.read', { project, of }, { signal });
    kept.set(key ?? '', read);
    return read;
  });
}

/** The switches of the diagram as a list. */
function ModuleList({ edited }: { readonly edited: EditedScenario }) {
  const { space, names, isReadOnly } = useModel();
  return (
    <ul className="module-list">
      {space.modules.map(({ name, meaning }) => {
        const isOn = !isSwitchedOff(edited.scenario, name);
        return (
          <li key={name}>
            <Switch
              isSelected={isOn}
              isDisabled={isReadOnly}
              onChange={(next) =>
                edited.edit(
                  `${next ? 'Switched on' : 'Switched off'}: ${names.words(name)}`,
                  (now) => switched(now, name, next),
                )
              }
            >
              {names.words(name)}
            </Switch>
            <span className="small muted">
              {isOn ? '' : 'switched off. '}
              {meaning}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
