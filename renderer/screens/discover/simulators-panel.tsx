import { Icon } from '../../components/icon.tsx';
import { useProject, useView } from '../../state/project-context.ts';
import { formatMoment } from '../../words/dates.ts';

const PROPOSERS = {
  composer: 'found by the studio',
  llm: 'written by a language model',
  person: 'written by a person',
} as const;

/** Every model that was kept; newest first. */
export function SimulatorsPanel() {
  const { name, simulators } = useView();
  const shown = useProject((state) => state.job?.simulator);
  if (simulators.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="simulators">
      <div className="sheet-head">
        <h2 id="simulators">Models kept</h2>
        <span className="small muted">{simulators.length}</span>
      </div>
      <ul className="sheet-body plain-list">
        {simulators.toReversed().map(({ id, title, saved, proposer, round, rationale }) => (
          <li key={id}>
            <p>{rationale || title}</p>
            {title !== name && rationale && <p className="small">{title}</p>}
            {id === shown && (
              <p className="badge good">
                <Icon name="star" size={12} /> chosen in the run shown
              </p>
            )}
            <p className="small muted">
              {PROPOSERS[proposer]}
              {round !== null && `, round ${round}`}, {formatMoment(saved, new Date())}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
