import { LoadFailed } from '../../components/load-failed.tsx';
import { Window } from '../../components/window.tsx';
import { useStanding, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { useLoaded } from '../../state/use-loaded.ts';
import { CodeTab } from './code-tab.tsx';
import { FitCharts } from './fit-charts.tsx';
import { StructureTabs } from './structure-tabs.tsx';

interface Props {
  readonly simulator: string;
  onClose(): void;
}

/** A model that was kept, looked into; an edit of it becomes a model of one's own. */
export function KeptModelWindow({ simulator, onClose }: Props) {
  const { client, ui } = useApp();
  const { project, readOnly } = useView();
  const isFitted = useStanding(({ standing }) =>
    standing?.simulators.some((one) => one.simulator === simulator),
  );
  const structure = useLoaded(JSON.stringify([project, simulator]), (signal) =>
    client.call('structures.read', { project, of: { kind: 'simulator', simulator } }, { signal }),
  );
  const numbers = useLoaded(isFitted ? JSON.stringify([project, simulator]) : undefined, (signal) =>
    client.call('calibrations.read', { project, simulator }, { signal }),
  );
  const keep = async (code: string, isOwn: boolean) => {
    const added = await client.call('simulators.add', {
      ...{ project, code, file: `${simulator}-edited.sim.js` },
      ...(!isOwn && { parent: simulator }),
    });
    ui.getState().tell(`Kept as a model of your own: ${added.title}. Fit its numbers next.`);
    onClose();
  };
  const view = structure.kind === 'loaded' ? structure.value : undefined;
  return (
    <Window title={view?.title ?? 'Model'} isWide onClose={onClose}>
      {structure.kind === 'failed' && (
        <LoadFailed error={structure.error} onRetry={structure.again} />
      )}
      <StructureTabs
        id={simulator}
        structure={view}
        values={numbers.kind === 'loaded' ? numbers.value.parameters : []}
        first={isFitted ? 'overview' : 'diagram'}
        overview={
          isFitted ? (
            <FitCharts subject={{ kind: 'simulator', simulator }} />
          ) : (
            <p className="muted">
              Its numbers were not fitted yet. Choose it as the model in use and fit the numbers.
            </p>
          )
        }
        code={(one) => (
          <CodeTab
            structure={one}
            tryWords="Keep as a model of your own"
            whyNot={readOnly ? 'The project is read-only' : undefined}
            about="It is checked first; then fit its numbers in the next step."
            onTry={keep}
          />
        )}
      />
    </Window>
  );
}
