import { errorWords, PROPOSERS, scoreOf, titleOf } from './candidate-words.ts';
import type { Mark } from './timeline-places.ts';

interface Props {
  readonly id: string;
  readonly mark: Mark;
  readonly isChosen: boolean;
  readonly isFocused: boolean;
  onChoose(id: string): void;
}

/** By proposer, around 0. */
export const SHAPES = {
  composer: 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0',
  llm: 'M-4.5-4.5h9v9h-9z',
  person: 'M0-6.5 6.5 0 0 6.5-6.5 0z',
} as const;

export const CROSS = 'm-4-4 8 8M4-4l-8 8';

/** One structure: its shape says who proposed it, a cross that it was refused. */
export function TimelineMark({
  id,
  mark: { tried, x, y, bar },
  isChosen,
  isFocused,
  onChoose,
}: Props) {
  const { candidate, isBest } = tried;
  const score = scoreOf(candidate);
  const state =
    score === null
      ? candidate.state === 'working'
        ? 'being worked on'
        : 'refused'
      : `error ${errorWords(score, candidate.error)} of the spread`;
  const name = `${titleOf(tried)}, by ${PROPOSERS[candidate.proposer].words}: ${state}${isBest ? ', best so far' : ''}`;
  return (
    <g
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-label={name}
      className={`timeline-mark ${candidate.state}${isBest ? ' best' : ''}${isChosen ? ' chosen' : ''}`}
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
      onClick={() => onChoose(candidate.id)}
    >
      <title>{name}</title>
      <rect className="timeline-target" x={-12} y={-12} width={24} height={24} />
      {bar && (
        <path
          className="timeline-bar"
          d={`M0 ${(bar.low - y).toFixed(1)}V${(bar.high - y).toFixed(1)}M-3 ${(bar.low - y).toFixed(1)}h6M-3 ${(bar.high - y).toFixed(1)}h6`}
        />
      )}
      {isChosen && (
        <circle className={isFocused ? 'timeline-ring focused' : 'timeline-ring'} r={10} />
      )}
      {candidate.state === 'refused' ? (
        <path className="timeline-cross" d={CROSS} />
      ) : (
        <path className="timeline-shape" d={SHAPES[candidate.proposer]} />
      )}
    </g>
  );
}
