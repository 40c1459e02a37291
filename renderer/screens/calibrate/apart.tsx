import type { CalibrationView } from '../../../engine/studio/contract/calibration-view.ts';
import { Icon } from '../../components/icon.tsx';
import { Term } from '../../components/term.tsx';
import { plannerText } from '../../words/planner-text.ts';

/** Numbers that the data cannot tell apart, in sentences. */
export function Apart({ fit }: { readonly fit: CalibrationView }) {
  if (fit.ranges === 'none' || fit.parameters.length < 2) return null;
  return (
    <section className="sheet" aria-labelledby="apart">
      <div className="sheet-head">
        <h2 id="apart">
          What <Term id="cannot-be-told-apart">cannot be told apart</Term>
        </h2>
      </div>
      <div className="sheet-body">
        {fit.correlations.length === 0 ? (
          <p>
            No two numbers depend on each other so strongly that the data could not tell them apart.
          </p>
        ) : (
          <ul className="facts">
            {fit.correlations.map(({ a, b, text }) => (
              <li key={`${a} ${b}`}>
                <Icon name="warning" />
                <span>{plannerText(text)}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
