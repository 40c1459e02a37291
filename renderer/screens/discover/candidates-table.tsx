import { memo } from 'react';
import { Icon } from '../../components/icon.tsx';
import { Term } from '../../components/term.tsx';
import {
  errorWords,
  PROPOSERS,
  ranked,
  scoreOf,
  type Tried,
  weightWords,
} from './candidate-words.ts';
import type { Mark } from './decisions-store.ts';

interface Props {
  readonly tried: readonly Tried[];
  readonly chosen: string | undefined;
  readonly marks: Readonly<Record<string, Mark>>;
  onChoose(id: string): void;
}

/** All structures, best first. */
export const CandidatesTable = memo(({ tried, chosen, marks, onChoose }: Props) => {
  const rows = ranked(tried);
  const largest = Math.max(...rows.map(({ candidate }) => scoreOf(candidate) ?? 0), 1e-9);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys.
    <section className="table-scroll candidates" aria-label="Structures, best first" tabIndex={0}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">Rank</th>
            <th scope="col">
              <Term id="structure" />, and what sets it apart
            </th>
            <th scope="col">Proposed by</th>
            <th scope="col">
              Error on <Term id="days-not-seen">days not seen</Term>
            </th>
            <th scope="col">
              <Term id="weight" />
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <Row
              key={one.candidate.id}
              tried={one}
              isChosen={one.candidate.id === chosen}
              mark={marks[one.candidate.id]}
              largest={largest}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
});

interface RowProps {
  readonly tried: Tried;
  readonly isChosen: boolean;
  readonly mark: Mark | undefined;
  /** Largest error of the run: the length of a full bar. */
  readonly largest: number;
  onChoose(id: string): void;
}

const Row = memo(({ tried, isChosen, mark, largest, onChoose }: RowProps) => {
  const { candidate, label, name, rank, weight, isBest } = tried;
  return (
    <tr className={isChosen ? 'chosen' : undefined}>
      <td className="figures">{rank ?? ''}</td>
      <th scope="row">
        <button
          type="button"
          className="candidate-name"
          aria-pressed={isChosen}
          onClick={() => onChoose(candidate.id)}
        >
          <span className="muted">{label}</span> {name}
        </button>
        <span className="row">
          {isBest && <Badge tone="good" icon="star" words="best so far" />}
          {mark === 'pinned' && <Badge tone="accent" icon="pin" words="followed up by you" />}
          {mark === 'left-out' && <Badge tone="care" icon="close" words="left out by you" />}
          {candidate.facts.some(({ kind }) => kind === 'contradicts') && (
            <Badge tone="care" icon="warning" words="contradicts what you told" />
          )}
        </span>
      </th>
      <td>{PROPOSERS[candidate.proposer].words}</td>
      <td>
        <Score tried={tried} largest={largest} />
      </td>
      <td>{weight ? weightWords(weight) : ''}</td>
    </tr>
  );
});

function Badge({
  tone,
  icon,
  words,
}: {
  readonly tone: 'good' | 'accent' | 'care';
  readonly icon: 'star' | 'pin' | 'close' | 'warning';
  readonly words: string;
}) {
  return (
    <span className={`badge ${tone}`}>
      <Icon name={icon} size={12} /> {words}
    </span>
  );
}

function Score({ tried, largest }: { readonly tried: Tried; readonly largest: number }) {
  const { candidate } = tried;
  const score = scoreOf(candidate);
  if (candidate.state === 'working') return <span className="muted">working on it…</span>;
  if (score === null) {
    return (
      <span className="row refused">
        <Icon name="cross" size={14} /> refused
      </span>
    );
  }
  return (
    <>
      <span className="score-words">{errorWords(score, candidate.error)}</span>
      <span className="score-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, (score / largest) * 100)}%` }} />
      </span>
    </>
  );
}
