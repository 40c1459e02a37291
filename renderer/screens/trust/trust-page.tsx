import { RunsPanel } from '../project/runs-panel.tsx';

export function TrustPage() {
  return (
    <div className="panes">
      <div className="pane-side">
        <RunsPanel kind="calibrate" />
      </div>
      <div className="pane-main" />
    </div>
  );
}
