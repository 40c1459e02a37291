import type { DecisionView } from '../../../engine/studio/contract/decision-view.ts';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import { PolicyCardView } from './policy-card.tsx';
import type { Pins } from './use-pins.ts';

interface Props {
  readonly view: DecisionView;
  readonly pins: Pins;
  readonly job: JobView;
}

/** Policies that are pinned, side by side. */
export function PinnedSheet({ view, pins, job }: Props) {
  return (
    <section className="sheet" aria-labelledby="pinned">
      <div className="sheet-head">
        <h2 id="pinned">Pinned policies</h2>
        <p className="small muted">up to 4, compared side by side</p>
      </div>
      <div className="sheet-body">
        {pins.pinned.length === 0 ? (
          <p className="muted">
            Nothing is pinned: pin a policy on the chart or in the list above.
          </p>
        ) : (
          <ul className="policy-cards">
            {pins.pinned.map(({ letter, card }) => (
              <PolicyCardView key={card.id} {...{ letter, card, view, pins, job }} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
