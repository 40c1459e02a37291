import './describe.css';
import { ColumnsPanel } from './columns-panel.tsx';
import { DataPanel } from './data-panel.tsx';
import { FindModel } from './find-model.tsx';
import { ImportPanel } from './import-panel.tsx';
import { UnderstoodPanel } from './understood-panel.tsx';
import { useTakenIn } from './use-taken-in.ts';
import { WordsPanel } from './words-panel.tsx';

/** Words, data, and what is kept for the check. */
export function DescribePage() {
  const isOver = useTakenIn();
  return (
    <div className={isOver ? 'panes is-over' : 'panes'}>
      <div className="pane-side">
        <WordsPanel />
        <UnderstoodPanel />
      </div>
      <div className="pane-main">
        <ImportPanel />
        <DataPanel />
        <ColumnsPanel />
        <FindModel />
      </div>
    </div>
  );
}
