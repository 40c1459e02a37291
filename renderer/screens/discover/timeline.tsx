import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import type { DiscoveryView } from '../../../engine/studio/contract/discovery-view.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { nextByArrow } from '../../components/next-by-arrow.ts';
import { useWidth } from '../../components/use-width.ts';
import { formatNumber } from '../../words/numbers.ts';
import { errorWords, PROPOSERS, scoreOf, type Tried, titleOf } from './candidate-words.ts';
import { CROSS, SHAPES, TimelineMark } from './timeline-mark.tsx';
import { type Strip, stripOf } from './timeline-places.ts';

interface Props {
  readonly discovery: DiscoveryView;
  readonly tried: readonly Tried[];
  readonly chosen: string | undefined;
  onChoose(id: string): void;
}

const HEIGHT = 220;

/** Rounds from left to right; each structure as high as its error on days not seen. */
export function Timeline({ discovery, tried, chosen, onChoose }: Props) {
  const [place, width] = useWidth(640);
  const strip = useMemo(
    () => stripOf(tried, discovery.rounds, { width, height: HEIGHT }),
    [tried, discovery.rounds, width],
  );
  return (
    <ChartFrame
      title="Structures tried, round by round"
      isTitleHidden
      summary={summaryOf(tried, strip)}
      table={() => tableOf(tried)}
    >
      <div ref={place} className="timeline">
        <Drawing strip={strip} width={width} chosen={chosen} onChoose={onChoose} />
      </div>
      <TimelineKey tried={tried} />
    </ChartFrame>
  );
}

interface DrawingProps {
  readonly strip: Strip;
  readonly width: number;
  readonly chosen: string | undefined;
  onChoose(id: string): void;
}

function Drawing({ strip, width, chosen, onChoose }: DrawingProps) {
  const id = useId();
  const [isActive, setActive] = useState(false);
  const at = strip.marks.findIndex(({ tried }) => tried.candidate.id === chosen);
  const go = (event: KeyboardEvent) => {
    const next = nextByArrow(event.key, at, strip.marks.length);
    const mark = next === undefined ? undefined : strip.marks[next];
    if (mark === undefined) return;
    event.preventDefault();
    onChoose(mark.tried.candidate.id);
  };
  return (
    <>
      <Axes strip={strip} width={width} />
      <div
        className="timeline-strip"
        role="listbox"
        aria-label="Structures tried: arrow keys choose one"
        tabIndex={0}
        aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
        onKeyDown={go}
        onFocus={() => setActive(true)}
        onBlur={() => setActive(false)}
      >
        <svg width={width} height={HEIGHT} role="none">
          {strip.marks.map((mark, i) => (
            <TimelineMark
              key={mark.tried.candidate.id}
              id={`${id}-${i}`}
              mark={mark}
              isChosen={i === at}
              isFocused={isActive && i === at}
              onChoose={onChoose}
            />
          ))}
        </svg>
      </div>
    </>
  );
}

function Axes({ strip, width }: { readonly strip: Strip; readonly width: number }) {
  return (
    <svg className="timeline-axes" width={width} height={HEIGHT} aria-hidden="true">
      {strip.ticks.map(({ value, y }) => (
        <g key={value}>
          <line x1={46} x2={width - 12} y1={y} y2={y} />
          <text x={40} y={y + 4} textAnchor="end">
            {formatNumber(Number((value * 100).toPrecision(6)))} %
          </text>
        </g>
      ))}
      {strip.rounds.map(({ round, x, end }, i) => (
        <g key={round}>
          {i < strip.rounds.length - 1 && (
            <line className="round-end" x1={end} x2={end} y1={4} y2={HEIGHT - 22} />
          )}
          <text x={x} y={HEIGHT - 6} textAnchor="middle">
            {strip.rounds.length > 8 ? round : `Round ${round}`}
          </text>
        </g>
      ))}
      <path className="timeline-best" d={strip.bestLine} />
    </svg>
  );
}

/** Shapes say who proposed it; only those that are there are explained. */
function TimelineKey({ tried }: { readonly tried: readonly Tried[] }) {
  const has = (proposer: Proposer) =>
    tried.some(({ candidate }) => candidate.proposer === proposer && candidate.state !== 'refused');
  return (
    <ul className="timeline-key small" aria-label="What the marks mean">
      {KEY_ORDER.filter(has).map((proposer) => (
        <li key={proposer}>
          <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
            <path className="timeline-shape" d={SHAPES[proposer]} />
          </svg>
          {PROPOSERS[proposer].words}
        </li>
      ))}
      <li>
        <svg width="20" height="14" aria-hidden="true">
          <path className="timeline-best" d="M0 7h20" />
        </svg>
        best so far
      </li>
      {tried.some(({ candidate }) => candidate.state === 'refused') && (
        <li>
          <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
            <path className="timeline-cross" d={CROSS} />
          </svg>
          refused
        </li>
      )}
    </ul>
  );
}

type Proposer = Tried['candidate']['proposer'];

const KEY_ORDER: readonly Proposer[] = ['composer', 'llm', 'person'];

function summaryOf(tried: readonly Tried[], { isByFactors }: Strip): string {
  const best = tried.find(({ isBest }) => isBest);
  const score = best ? scoreOf(best.candidate) : null;
  const found =
    best && score !== null
      ? `The best so far is ${titleOf(best)}: its error on days not seen is ${errorWords(score, null)} of the spread of the data.`
      : 'None is judged yet.';
  return `${found} Lower is better; bars say how exact the difference to the best of the round is known.${isByFactors ? ' Equal steps upwards are equal factors.' : ''}`;
}

function tableOf(tried: readonly Tried[]) {
  return {
    columns: [
      { name: 'Structure', unit: '' },
      { name: 'Round', unit: '' },
      { name: 'Proposed by', unit: '' },
      { name: 'Error on days not seen', unit: '% of the spread' },
      { name: 'Give or take', unit: '% of the spread' },
    ],
    rows: tried.map((one) => {
      const score = scoreOf(one.candidate);
      const { error, proposer } = one.candidate;
      return [
        titleOf(one),
        one.round,
        PROPOSERS[proposer].words,
        score === null ? null : score * 100,
        score === null || error === null ? null : error * 100,
      ];
    }),
  };
}
