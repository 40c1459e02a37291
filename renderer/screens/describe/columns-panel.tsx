import { useView } from '../../state/project-context.ts';
import { formatNumber, plainName, unitWords } from '../../words/numbers.ts';
import { ROLE_WORDS, USE_WORDS } from '../../words/role-words.ts';
import { HeldOutField } from './held-out-field.tsx';

/** What each column is for, with its unit and range, and what is kept for the check. */
export function ColumnsPanel() {
  const { data } = useView();
  if (!data) return null;
  return (
    <section className="sheet" aria-labelledby="columns">
      <div className="sheet-head">
        <h2 id="columns">What the columns mean</h2>
      </div>
      <div className="sheet-body stack">
        <ul className="columns">
          {data.series.map(({ name, role, use, unit, missing, min, max }) => (
            <li key={name}>
              <div className="row between">
                <strong>{plainName(name)}</strong>
                <span className={use === 'output' ? 'badge accent' : 'badge'}>
                  {USE_WORDS[use]}
                </span>
              </div>
              <p className="small muted">
                {[
                  ROLE_WORDS[role],
                  rangeWords(min, max, unit),
                  missing > 0 && `${formatNumber(missing)} missing`,
                ]
                  .filter(Boolean)
                  .join(', ')}
              </p>
            </li>
          ))}
        </ul>
        <HeldOutField />
      </div>
    </section>
  );
}

function rangeWords(min: number | null, max: number | null, unit: string): string {
  if (min === null || max === null) return 'no values';
  return `${formatNumber(min)} to ${formatNumber(max)} ${unitWords(unit) || '(no unit)'}`;
}
