import './trust.css';
import { NoModel } from '../project/no-model.tsx';
import { RunsPanel } from '../project/runs-panel.tsx';
import { useOneModel } from '../project/use-one-model.ts';
import { CheckPanel } from './check-panel.tsx';
import { TrustSheet } from './trust-sheet.tsx';
import { useShownCheck } from './use-shown-check.ts';
import { useTrust } from './use-trust.ts';

/** Would the model have been right about days that it had not seen? The whole sheet on one page. */
export function TrustPage() {
  const model = useOneModel();
  const shown = useShownCheck(model?.simulator);
  const trust = useTrust(shown.run, shown.at);
  if (!model && !shown.chosen) {
    return (
      <NoModel title="There is no model to trust yet">
        Here you will read whether the model would have been right about days that it had not seen,
        how sure it may be, and what it is weak at. Find a model first.
      </NoModel>
    );
  }
  return (
    <div className="panes">
      <div className="pane-side">
        <CheckPanel
          model={model}
          shown={shown}
          trust={trust.kind === 'loaded' ? trust.value : undefined}
        />
        <RunsPanel kind="check" />
      </div>
      <div className="pane-main trust">
        <TrustSheet model={model} shown={shown} trust={trust} />
      </div>
    </div>
  );
}
