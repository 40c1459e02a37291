import { Icon } from '../../components/icon.tsx';
import { useView } from '../../state/project-context.ts';
import { formatMoment } from '../../words/dates.ts';

const PROPOSERS = {
  composer: 'found by the studio',
  llm: 'written by a language model',
  person: 'written by a person',
} as const;

/** Every model that was kept; newest first. */
export function SimulatorsPanel() {
  const { simulators } = useView();
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
            <p className="row">
              <Icon name="code" />
              <strong>{title}</strong>
            </p>
            <p className="small">{rationale}</p>
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
