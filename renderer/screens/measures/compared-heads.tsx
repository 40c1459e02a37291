import { useState } from 'react';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { count } from '../../words/numbers.ts';
import { plainText } from '../../words/plain-text.ts';
import type { Column } from './use-columns.ts';
import { useCompareState, useMeasures } from './use-measures.ts';

/** What stands over each column: its name, what it changes, and what is wrong with it. */
export function ComparedHeads({ columns }: { readonly columns: readonly Column[] }) {
  const [isAll, setAll] = useState(false);
  const longest = Math.max(0, ...columns.map(({ answer }) => answer?.words.join('').length ?? 0));
  return (
    <div className="stack tight">
      <ul className={`compared-cells compared-heads${isAll ? '' : ' short'}`}>
        {columns.map((column) => (
          <li key={column.id}>
            <h3 className="compared-name">{column.name}</h3>
            <Changes column={column} />
          </li>
        ))}
      </ul>
      {longest > SHORT && (
        <div>
          <Button size="small" look="quiet" aria-expanded={isAll} onPress={() => setAll(!isAll)}>
            {isAll ? 'Show less of what they change' : 'Show all of what they change'}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Letters that fit into a column without its being cut off. */
const SHORT = 100;

function Changes({ column: { id, answer } }: { readonly column: Column }) {
  const runs = useCompareState(({ head }) => head?.runs ?? 0);
  const { store } = useMeasures();
  if (id === '') return <p className="small muted">nothing is changed</p>;
  if (!answer) return <p className="small muted">on its way…</p>;
  const { words, problem, failures } = answer;
  return (
    <div className="stack tight">
      {problem && (
        <Banner
          tone="bad"
          role="status"
          actions={
            <Button size="small" icon="edit" onPress={() => store.setState({ edited: id })}>
              Change it
            </Button>
          }
        >
          <p>{plainText(problem.message)}</p>
          {problem.hint && <p>{plainText(problem.hint)}</p>}
        </Banner>
      )}
      {failures && (
        <Banner tone="care" role="status">
          {count(failures.runs, 'run')} of {runs} broke: {plainText(failures.why)}
        </Banner>
      )}
      {words.length === 0 && !problem && <p className="small muted">changes nothing yet</p>}
      <ul className="compared-changes small">
        {words.map((sentence) => (
          <li key={sentence}>{plainText(sentence)}</li>
        ))}
      </ul>
    </div>
  );
}
