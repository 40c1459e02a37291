import { plannerText } from '../../words/planner-text.ts';
import { percent } from './aim-words.ts';
import { OfRecommended, type UnderstandingProps } from './drivers-tab.tsx';

/** Under what the recommended policy fails. */
export function FailuresTab({ understanding, view }: UnderstandingProps) {
  const { boxes, sentences } = understanding;
  const told = sentences.filter((sentence) => /\bfail/i.test(sentence));
  if (boxes.length === 0) {
    return (
      <div className="stack tight">
        <OfRecommended />
        {told.length > 0 ? (
          told.map((sentence) => <p key={sentence}>{plannerText(sentence)}</p>)
        ) : (
          <p>
            {view.aim.limits.length === 0
              ? 'There is no limit that it could break.'
              : 'Its failures, if there are any, do not gather anywhere: no number says when it fails.'}
          </p>
        )}
      </div>
    );
  }
  return (
    <div className="stack">
      <OfRecommended />
      <ul className="failure-boxes">
        {boxes.map((box) => (
          <li key={box.words} className="stack tight">
            <p className="failure-words">{plannerText(box.words)}</p>
            <p className="small muted">
              Holds {percent(round(box.coverage))} of all failures; within it{' '}
              {percent(round(box.density))} of outcomes fail.
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function round(share: number): number {
  return Number(share.toFixed(2));
}
