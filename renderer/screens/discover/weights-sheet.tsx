import { useMemo } from 'react';
import type { WeightsView } from '../../../engine/studio/contract/discovery-view.ts';
import { BarsChart } from '../../charts/bars-chart.tsx';
import { Banner } from '../../components/banner.tsx';
import { count } from '../../words/numbers.ts';
import { plainText } from '../../words/plain-text.ts';
import { type Tried, titleOf, weightWords } from './candidate-words.ts';

interface Props {
  readonly weights: WeightsView;
  readonly tried: readonly Tried[];
}

/** How much each structure counts, and what speaks against relying on it. */
export function WeightsSheet({ weights, tried }: Props) {
  const { structures, warnings, doubts } = weights;
  const rows = useMemo(
    () =>
      structures.map(({ id, weight, low, high }) => {
        const one = tried.find(({ candidate }) => candidate.id === id);
        return {
          name: one ? titleOf(one) : id,
          value: tenths(weight),
          ...{ low: tenths(low), high: tenths(high), isMain: one?.isBest ?? false },
        };
      }),
    [structures, tried],
  );
  const [heaviest] = structures;
  return (
    <section className="sheet" aria-labelledby="weights">
      <div className="sheet-head">
        <h2 id="weights">How much each structure counts</h2>
      </div>
      <div className="sheet-body stack">
        {structures.length > 1 ? (
          <BarsChart
            title="Weights of the structures"
            isTitleHidden
            size="small"
            rows={rows}
            unit="%"
            valueName="weight"
            max={100}
            summary={`${count(structures.length, 'structure')} explain the data well enough to count; the heaviest has ${heaviest ? weightWords(heaviest) : 'none'}. The bars at the ends are 90 % ranges.`}
          />
        ) : (
          <p>
            {rows[0]
              ? `One structure carries all the weight: ${rows[0].name}.`
              : 'No structure has weight.'}
          </p>
        )}
        {doubts.length > 0 && (
          <Banner tone="bad" icon="warning" role="status">
            <p>
              <strong>What speaks against all of them</strong>
            </p>
            {doubts.map((doubt) => (
              <p key={doubt}>{plainText(doubt)}</p>
            ))}
          </Banner>
        )}
        {warnings.length > 0 && (
          <Banner tone="care" role="status">
            <p>
              <strong>Before you rely on the weights</strong>
            </p>
            {warnings.map((warning) => (
              <p key={warning}>{plainText(warning)}</p>
            ))}
          </Banner>
        )}
      </div>
    </section>
  );
}

/** Per cent; less than a tenth of one says nothing. */
function tenths(share: number): number {
  return Math.round(1000 * share) / 10;
}
