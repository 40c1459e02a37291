import { ColumnsPanel } from './columns-panel.tsx';
import { DataPanel } from './data-panel.tsx';
import { ImportPanel } from './import-panel.tsx';
import { WordsPanel } from './words-panel.tsx';

/** Words, data, and what is kept for the check. */
export function DescribePage() {
  return (
    <div className="panes">
      <div className="pane-side">
        <WordsPanel />
        <ColumnsPanel />
      </div>
      <div className="pane-main">
        <ImportPanel />
        <DataPanel />
      </div>
    </div>
  );
}
