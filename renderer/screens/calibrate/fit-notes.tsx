import type { CalibrationView } from '../../../engine/studio/contract/calibration-view.ts';
import { Icon } from '../../components/icon.tsx';
import { plannerText } from '../../words/planner-text.ts';

const RANGES = {
  bootstrap: 'The ranges come from fitting again and again to data that were shuffled a little.',
  posterior: 'The ranges hold the numbers that, put into the model, can give data like yours.',
  none: 'This fit has no ranges: it tells the best values only. Fit with another way to learn how sure they are.',
} as const satisfies Record<CalibrationView['ranges'], string>;

/** What is to be known of the fit besides. */
export function FitNotes({ fit }: { readonly fit: CalibrationView }) {
  return (
    <section className="sheet" aria-labelledby="fit-notes">
      <div className="sheet-head">
        <h2 id="fit-notes">Good to know</h2>
      </div>
      <div className="sheet-body">
        <ul className="facts">
          {[RANGES[fit.ranges], ...fit.notes].map((note) => (
            <li key={note}>
              <Icon name="info" />
              <span>{plannerText(note)}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
