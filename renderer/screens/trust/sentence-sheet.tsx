import { useId } from 'react';
import { Icon, type IconName } from '../../components/icon.tsx';
import { plannerText } from '../../words/planner-text.ts';

interface Props {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly icon: IconName;
  /** Instead of them, where there is none. */
  readonly empty: string;
}

/** A list of sentences under a heading. */
export function SentenceSheet({ title, sentences, icon, empty }: Props) {
  const id = useId();
  return (
    <section className="sheet" aria-labelledby={id}>
      <div className="sheet-head">
        <h2 id={id}>{title}</h2>
      </div>
      <div className="sheet-body">
        {sentences.length === 0 ? (
          <p className="muted">{empty}</p>
        ) : (
          <ul className="facts">
            {sentences.map((text) => (
              <li key={text}>
                <Icon name={icon} />
                <span>{plannerText(text)}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
