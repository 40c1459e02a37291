import { NoModel } from '../project/no-model.tsx';
import { RunsPanel } from '../project/runs-panel.tsx';
import './calibrate.css';
import { useOneModel } from '../project/use-one-model.ts';
import { FitForm } from './fit-form.tsx';
import { FitResult } from './fit-result.tsx';
import { LiveFit } from './live-fit.tsx';
import { useShownFit } from './use-shown-fit.ts';

/** Values and ranges of the model's numbers, how they were found, and what cannot be told. */
export function CalibratePage() {
  const target = useOneModel();
  const { live, chosen } = useShownFit();
  if (!target && !live && !chosen) {
    return (
      <NoModel title="There is no model yet">
        Here you will see the numbers of the model, such as the length of stay: the best value of
        each, the range that your data leave possible, and what they cannot tell. Find a model
        first; its numbers are fitted on the way.
      </NoModel>
    );
  }
  return (
    <div className="panes">
      <div className="pane-side">
        {target && <FitForm key={target.simulator} target={target} />}
        <RunsPanel kind="calibrate" />
      </div>
      <div className="pane-main">
        {live && <LiveFit key={live.job} job={live} />}
        {target && !live && <FitResult target={target} chosen={chosen} />}
      </div>
    </div>
  );
}
