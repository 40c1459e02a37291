import type { ReactNode } from 'react';
import { Icon } from '../../components/icon.tsx';
import { Term } from '../../components/term.tsx';
import type { TermId } from '../../words/terms.ts';
import { MARKS } from './marks.ts';
import type { PartWords } from './part-words.ts';

interface Props {
  readonly words: PartWords;
  /** Explains what the part is about. */
  readonly term: TermId;
  /** Charts and tables, below the sentence. */
  readonly children?: ReactNode;
}

/** One part of the sheet: a mark and a sentence first, what it rests on second. */
export function PartSheet({ words, term, children }: Props) {
  const { id, title, mark, sentence } = words;
  const { icon, words: markWords } = MARKS[mark];
  return (
    <section className="sheet trust-part" aria-labelledby={`trust-${id}`}>
      <div className="sheet-head">
        <h2 id={`trust-${id}`} tabIndex={-1}>
          {title}
        </h2>
        <span className="small">
          <Term id={term}>What does this mean?</Term>
        </span>
      </div>
      <div className="sheet-body stack">
        <p className={`part-sentence ${mark}`}>
          <Icon name={icon} size={18} />
          <span>
            <span className="sr-only">{markWords}: </span>
            {sentence}
          </span>
        </p>
        {children}
      </div>
    </section>
  );
}
