import { useState } from 'react';
import { useView } from '../../state/project-context.ts';
import { formatMoment } from '../../words/dates.ts';
import { count } from '../../words/numbers.ts';
import { plainText } from '../../words/plain-text.ts';
import { PROPOSERS, withoutReason } from './candidate-words.ts';
import { KeptModelWindow } from './kept-model-window.tsx';

/** Shown before the person asks for all. */
const FEW = 4;

/** Every model that was kept or taken in, newest first; each can be looked into. */
export function KeptModels() {
  const { simulators } = useView();
  const [isAll, setAll] = useState(false);
  const [open, setOpen] = useState<string>();
  if (simulators.length === 0) return null;
  const newest = simulators.toReversed();
  const shown = isAll ? newest : newest.slice(0, FEW);
  return (
    <section className="sheet" aria-labelledby="simulators">
      <div className="sheet-head">
        <h2 id="simulators">Models kept</h2>
        <span className="small muted">{simulators.length}</span>
      </div>
      <ul className="sheet-body plain-list">
        {shown.map(({ id, title, saved, proposer, round, rationale }) => (
          <li key={id}>
            <button type="button" className="candidate-name" onClick={() => setOpen(id)}>
              {plainText(withoutReason(rationale) || title)}
            </button>
            <p className="small muted">
              {PROPOSERS[proposer].by}
              {round !== null && `, round ${round}`}, {formatMoment(saved, new Date())}
            </p>
          </li>
        ))}
        {newest.length > shown.length && (
          <li>
            <button type="button" className="link" onClick={() => setAll(true)}>
              Show {count(newest.length - shown.length, 'more', 'more')}
            </button>
          </li>
        )}
      </ul>
      {open !== undefined && (
        <KeptModelWindow simulator={open} onClose={() => setOpen(undefined)} />
      )}
    </section>
  );
}
