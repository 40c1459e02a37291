import { RunsPanel } from '../project/runs-panel.tsx';
import { ModelPanel } from './model-panel.tsx';
import { SimulatorsPanel } from './simulators-panel.tsx';

/** Structures, how far off each is, and what was seen. */
export function DiscoverPage() {
  return (
    <div className="panes">
      <div className="pane-side">
        <RunsPanel kind="discover" />
        <SimulatorsPanel />
      </div>
      <div className="pane-main">
        <ModelPanel />
      </div>
    </div>
  );
}
