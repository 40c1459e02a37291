import type { Understanding } from '../../../engine/studio/contract/decision-view.ts';
import { formatNumber, plainName } from '../../words/numbers.ts';
import { plannerText } from '../../words/planner-text.ts';
import { percent } from './aim-words.ts';
import { OfRecommended, type UnderstandingProps } from './drivers-tab.tsx';

/** Under what the recommended policy fails. */
export function FailuresTab({ understanding, view }: UnderstandingProps) {
  const { boxes } = understanding;
  if (boxes.length === 0) {
    return (
      <div className="stack tight">
        <OfRecommended />
        <p>
          {view.aim.limits.length === 0
            ? 'There is no limit that it could break.'
            : 'Its failures, if there are any, do not gather anywhere: no number says when it fails.'}
        </p>
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
            <ul className="bullets">
              {box.limits.map((limit) => (
                <li key={limit.factor}>{limitWords(limit)}</li>
              ))}
            </ul>
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

type BoxLimit = Understanding['boxes'][number]['limits'][number];

function limitWords({ factor, low, high }: BoxLimit): string {
  const name = plainName(factor);
  const [from, to] = [low, high].map((end) =>
    end === null ? undefined : formatNumber(Number(end.toPrecision(3))),
  );
  if (from !== undefined && to !== undefined) return `${name} from ${from} to ${to}`;
  if (from !== undefined) return `${name} above ${from}`;
  return to === undefined ? name : `${name} below ${to}`;
}

function round(share: number): number {
  return Number(share.toFixed(2));
}
