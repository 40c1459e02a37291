import './discover.css';
import { RunsPanel } from '../project/runs-panel.tsx';
import { FindModel } from './find-model.tsx';
import { KeptModels } from './kept-models.tsx';
import { Search } from './search.tsx';

/** Structures, how far off each is, what was seen, and what the person says to it. */
export function DiscoverPage() {
  return (
    <div className="panes">
      <div className="pane-side">
        <FindModel />
        <RunsPanel kind="discover" />
        <KeptModels />
      </div>
      <div className="pane-main">
        <Search />
      </div>
    </div>
  );
}
