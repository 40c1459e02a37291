import type { TrustView } from '../../../engine/studio/contract/trust-view.ts';
import { Icon } from '../../components/icon.tsx';
import { plainName } from '../../words/numbers.ts';
import { plannerText } from '../../words/planner-text.ts';
import { PartSheet } from './part-sheet.tsx';
import type { PartWords } from './part-words.ts';

interface Props {
  readonly words: PartWords;
  readonly parts: TrustView['parts'];
}

/** Which numbers the data told, which they did not, and which they cannot tell apart. */
export function Learned({ words, parts }: Props) {
  const found = parts?.identifiability.kind === 'done' ? parts.identifiability.result : undefined;
  const doubts = [
    ...[...(found?.pairs ?? []), ...(found?.atBound ?? [])].map(({ text }) => plannerText(text)),
    ...(found?.notNarrowed ?? []).map(
      (name) => `${plainName(name)}: the data say nothing about it.`,
    ),
  ];
  return (
    <PartSheet words={words} term="narrowed">
      {doubts.length > 0 && (
        <ul className="facts">
          {doubts.map((text) => (
            <li key={text}>
              <Icon name="warning" />
              <span>{text}</span>
            </li>
          ))}
        </ul>
      )}
      {parts && <Recovery recovery={parts.recovery} />}
    </PartSheet>
  );
}

type Part = NonNullable<TrustView['parts']>['recovery'];

function Recovery({ recovery }: { readonly recovery: Part }) {
  if (recovery.kind === 'skipped') {
    return <p className="muted">Number by number: not looked at. {plannerText(recovery.reason)}</p>;
  }
  return (
    <details className="structure">
      <summary>Number by number</summary>
      <ul>
        {recovery.result.parameters.map(({ name, text }) => (
          <li key={name}>{plannerText(text)}</li>
        ))}
      </ul>
    </details>
  );
}
