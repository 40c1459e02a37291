import './forecast.css';
import { Button } from '../../components/button.tsx';
import { useSubject } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { AheadPanel } from './ahead-panel.tsx';
import { ExportScript } from './export-script.tsx';
import { KnobsPanel } from './knobs-panel.tsx';

/** What comes, how sure that is, and what a change would do. */
export function ForecastPage() {
  const subject = useSubject();
  if (!subject) return <NoForecastYet />;
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

function NoForecastYet() {
  const { route } = useApp();
  return (
    <div className="panes single">
      <section className="sheet pane-main-sheet" aria-labelledby="no-forecast">
        <div className="sheet-head">
          <h2 id="no-forecast">There is no model to look ahead with yet</h2>
        </div>
        <div className="sheet-body stack model-empty">
          <p>
            Here you will see how many beds, orders or cases are likely in the days to come, the
            chance of crossing a limit, and what a change would do. Find a model first.
          </p>
          <div>
            <Button look="primary" icon="arrow" onPress={() => route.getState().goStep('discover')}>
              Go to Find a model
            </Button>
          </div>
        </div>
      </section>
    </div>
  );
}
