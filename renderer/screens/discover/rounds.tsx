import { memo } from 'react';
import type { RoundView } from '../../../engine/studio/contract/discovery-view.ts';
import { Icon } from '../../components/icon.tsx';
import { formatAmount, formatNumber, plainName } from '../../words/numbers.ts';
import { plainText } from '../../words/plain-text.ts';

type Candidate = RoundView['candidates'][number];

/** What was tried, round by round: each structure, how far off it was on days not seen, what was seen in the best. */
export function Rounds({ rounds }: { readonly rounds: readonly RoundView[] }) {
  const worst = Math.max(
    ...rounds.flatMap(({ candidates }) => candidates.map(({ score }) => score ?? 0)),
    0.01,
  );
  return (
    <div className="rounds">
      {rounds.toReversed().map((round) => (
        <Round key={round.round} round={round} worst={worst} />
      ))}
    </div>
  );
}

const Round = memo(({ round, worst }: { readonly round: RoundView; readonly worst: number }) => {
  const best = round.candidates.find(({ id }) => id === round.best);
  return (
    <section className="round" aria-labelledby={`round-${round.round}`}>
      <h3 id={`round-${round.round}`}>Round {round.round}</h3>
      <table className="data-table candidates">
        <thead>
          <tr>
            <th scope="col">Structure tried</th>
            <th scope="col">Error on days not seen</th>
          </tr>
        </thead>
        <tbody>
          {round.candidates.map((candidate) => (
            <CandidateRow
              key={candidate.id}
              candidate={candidate}
              isBest={candidate.id === round.best}
              worst={worst}
            />
          ))}
        </tbody>
      </table>
      {round.feedback.length > 0 && (
        <div className="feedback">
          <p className="small muted">
            {best ? 'Seen in the best:' : 'The best is still from an earlier round. Seen in it:'}
          </p>
          <ul>
            {round.feedback.map((sentence) => (
              <li key={sentence}>{plainText(sentence)}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
});

const FACT_ICONS = {
  agrees: 'check',
  differs: 'warning',
  contradicts: 'cross',
  unknown: 'info',
} as const;

interface RowProps {
  readonly candidate: Candidate;
  readonly isBest: boolean;
  /** Largest error of the run: the length of a full bar. */
  readonly worst: number;
}

const CandidateRow = memo(({ candidate, isBest, worst }: RowProps) => {
  const { rationale, words, parameters, facts } = candidate;
  return (
    <tr className={isBest ? 'best' : undefined}>
      <td>
        <p className="row">
          {rationale}
          {isBest && (
            <span className="badge good">
              <Icon name="star" size={12} /> best so far
            </span>
          )}
        </p>
        {parameters.length > 0 && (
          <p className="small muted">
            {parameters
              .map(({ name, value, unit }) => `${plainName(name)} ${formatAmount(value, unit)}`)
              .join(' · ')}
          </p>
        )}
        {facts.length > 0 && (
          <ul className="facts small">
            {facts.map(({ kind, text }) => (
              <li key={text}>
                <Icon name={FACT_ICONS[kind]} size={14} />
                {plainText(text)}
              </li>
            ))}
          </ul>
        )}
        {words.length > 0 && (
          <details className="structure">
            <summary>How it is built</summary>
            <ul>
              {words.map((part) => (
                <li key={part}>{plainText(part)}</li>
              ))}
            </ul>
          </details>
        )}
      </td>
      <td className="candidate-score">
        <Score candidate={candidate} worst={worst} />
      </td>
    </tr>
  );
});

function Score({ candidate, worst }: { readonly candidate: Candidate; readonly worst: number }) {
  const { state, score, reason } = candidate;
  if (state === 'working') return <span className="muted">working on it…</span>;
  if (state === 'refused' || score === null) {
    return (
      <span className="row refused">
        <Icon name="cross" size={14} />
        <span className="small">refused{reason && `: ${reason}`}</span>
      </span>
    );
  }
  return (
    <>
      <span>{formatNumber(score * 100)} % of the spread</span>
      <span className="score-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, (score / worst) * 100)}%` }} />
      </span>
    </>
  );
}
