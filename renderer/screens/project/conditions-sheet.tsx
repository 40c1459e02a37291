import { Banner } from '../../components/banner.tsx';
import { plainText } from '../../words/plain-text.ts';

interface Props {
  readonly conditions: readonly string[];
  readonly warnings: readonly string[];
}

/** What an answer takes as given, and why it may be doubted. */
export function ConditionsSheet({ conditions, warnings }: Props) {
  if (conditions.length + warnings.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="conditions">
      <div className="sheet-head">
        <h2 id="conditions">What this takes as given</h2>
      </div>
      <div className="sheet-body stack">
        {warnings.length > 0 && (
          <Banner tone="care" role="status">
            {warnings.map((warning) => (
              <p key={warning}>{plainText(warning)}</p>
            ))}
          </Banner>
        )}
        <ul className="bullets">
          {conditions.map((condition) => (
            <li key={condition}>{plainText(condition)}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}
