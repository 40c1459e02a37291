import './forecast.css';
import { useSubject } from '../../state/project-context.ts';
import { ExportScript } from '../project/export-script.tsx';
import { NoModel } from '../project/no-model.tsx';
import { AheadPanel } from './ahead-panel.tsx';
import { KnobsPanel } from './knobs-panel.tsx';

/** What comes, how sure that is, and what a change would do. */
export function ForecastPage() {
  const subject = useSubject();
  if (!subject) {
    return (
      <NoModel title="There is no model to look ahead with yet">
        Here you will see how many beds, orders or cases are likely in the days to come, the chance
        of crossing a limit, and what a change would do. Find a model first.
      </NoModel>
    );
  }
  return (
    <div className="panes">
      <div className="pane-side">
        <KnobsPanel />
        <ExportScript subject={subject} />
      </div>
      <div className="pane-main">
        <AheadPanel />
      </div>
    </div>
  );
}
