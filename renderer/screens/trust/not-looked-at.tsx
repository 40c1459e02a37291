import type { TrustView } from '../../../engine/studio/contract/trust-view.ts';
import { useView } from '../../state/project-context.ts';
import { CheckButton } from './check-button.tsx';
import { type PartWords, partWords } from './part-words.ts';

/** What the verdict of a search speaks of. */
const SEEN: ReadonlySet<PartWords['id']> = new Set(['ahead', 'simple', 'ranges']);

/** What the check of a search leaves open, and the way to it. */
export function NotLookedAt({ trust }: { readonly trust: TrustView }) {
  const { data } = useView();
  const open = partWords(trust, data?.timeUnit ?? 'step').filter(({ id }) => !SEEN.has(id));
  return (
    <section className="sheet" aria-labelledby="not-looked-at">
      <div className="sheet-head">
        <h2 id="not-looked-at">What was not looked at</h2>
      </div>
      <div className="sheet-body stack">
        <p>
          The check that a search makes by itself looks at forecasts only; what it found stands in
          the verdict. A whole check also draws how the model does beside simple forecasts and
          whether its ranges hold, and answers these. It takes some minutes.
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
