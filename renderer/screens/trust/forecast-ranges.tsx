import { useMemo } from 'react';
import type { TrustView } from '../../../engine/studio/contract/trust-view.ts';
import { CoverageChart } from '../../charts/coverage-chart.tsx';
import { plainName } from '../../words/numbers.ts';
import { PartSheet } from './part-sheet.tsx';
import type { PartWords } from './part-words.ts';

interface Props {
  readonly words: PartWords;
  readonly parts: TrustView['parts'];
}

/** Series in one drawing at most: those whose ranges hold least. */
const MOST = 4;

/** What the forecast ranges claim, against how often they held what came. */
export function ForecastRanges({ words, parts }: Props) {
  const outputs = parts?.heldOut.kind === 'done' ? parts.heldOut.result.outputs : undefined;
  const curves = useMemo(
    () =>
      (outputs ?? [])
        .toSorted((a, b) => heldLeast(a) - heldLeast(b))
        .slice(0, MOST)
        .map(({ output, coverage }) => ({
          name: plainName(output),
          levels: coverage.map(({ level }) => level),
          covered: coverage.map(({ covered }) => covered),
          low: coverage.map(({ low }) => low),
          high: coverage.map(({ high }) => high),
        })),
    [outputs],
  );
  const left = (outputs?.length ?? 0) - curves.length;
  return (
    <PartSheet words={words} term="coverage">
      {curves.length > 0 && (
        <CoverageChart
          title="What ranges claim, and how often they held"
          size="small"
          summary={`On the diagonal a range holds as much as it claims; below it, the model is too sure of itself.${left > 0 ? ` Drawn are the ${MOST} series that held least.` : ''}`}
          curves={curves}
          bandWords="what luck alone would give"
        />
      )}
    </PartSheet>
  );
}

function heldLeast({
  coverage,
}: {
  readonly coverage: readonly { level: number; covered: number }[];
}) {
  return Math.min(...coverage.map(({ level, covered }) => covered - level));
}
