import type { VerdictView } from '../../../engine/studio/contract/job-view.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Term } from '../../components/term.tsx';
import { plannerText } from '../../words/planner-text.ts';
import { VERDICTS } from '../../words/verdict-words.ts';

/** The verdict as a sentence with its mark, and what speaks for it and against it. */
export function VerdictSheet({ verdict }: { readonly verdict: VerdictView }) {
  const { icon, tone } = VERDICTS[verdict.kind];
  const facts = (wanted: 'for' | 'against' | 'neither') =>
    verdict.facts.filter(({ speaks }) => speaks === wanted).map(({ text }) => text);
  return (
    <section className={`verdict trust-verdict ${tone}`} aria-labelledby="verdict">
      <Icon name={icon} size={40} />
      <div className="stack">
        <div className="row between">
          <h2 id="verdict" className="verdict-headline">
            {plannerText(verdict.headline)}
          </h2>
          <span className="small">
            <Term id="verdict">What does this mean?</Term>
          </span>
        </div>
        <div className="verdict-sides">
          <Side title="What speaks for it" icon="check" texts={facts('for')} />
          <Side
            title="What speaks against it"
            icon="close"
            texts={[...facts('against'), ...verdict.warnings]}
          />
          <Side title="Besides" icon="minus" texts={facts('neither')} />
        </div>
      </div>
    </section>
  );
}

function Side({
  title,
  icon,
  texts,
}: {
  readonly title: string;
  readonly icon: IconName;
  readonly texts: readonly string[];
}) {
  if (texts.length === 0) return null;
  return (
    <div className="stack tight">
      <h3>{title}</h3>
      <ul className="facts">
        {texts.map((text) => (
          <li key={text}>
            <Icon name={icon} />
            <span>{plannerText(text)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
