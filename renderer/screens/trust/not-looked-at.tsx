import type { TrustView } from '../../../engine/studio/contract/trust-view.ts';
import { useView } from '../../state/project-context.ts';
import { CheckButton } from './check-button.tsx';
import { partWords } from './part-words.ts';

/** What the check of a search leaves open, and the way to it. */
export function NotLookedAt({ trust }: { readonly trust: TrustView }) {
  const { data } = useView();
  const open = partWords(trust, data?.timeUnit ?? 'step').filter(({ id }) => id !== 'ahead');
  return (
    <section className="sheet" aria-labelledby="not-looked-at">
      <div className="sheet-head">
        <h2 id="not-looked-at">What was not looked at</h2>
      </div>
      <div className="sheet-body stack">
        <p>
          The check that a search makes by itself looks at forecasts only. A whole check answers
          these, too; it takes some minutes.
        </p>
        <ul className="plain-bullets">
          {open.map(({ id, title }) => (
            <li key={id}>{title}</li>
          ))}
        </ul>
        <CheckButton simulator={trust.simulator} isFirst look="primary" />
      </div>
    </section>
  );
}
