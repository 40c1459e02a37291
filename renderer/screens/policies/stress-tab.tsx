import type { Understanding } from '../../../engine/studio/contract/decision-view.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { unitWords } from '../../words/numbers.ts';
import { plannerText } from '../../words/planner-text.ts';
import { OfRecommended, type UnderstandingProps } from './drivers-tab.tsx';
import { chanceWords, estimateWords } from './estimate-words.ts';
import { ScrollTable } from './scroll-table.tsx';
import { useSearchUnder } from './use-search-under.ts';

type Stress = Understanding['stress'][number];

/** What becomes of the recommended policy when something goes wrong; one click takes it into the goal. */
export function StressTab({ understanding, view }: UnderstandingProps) {
  const { stress } = understanding;
  const searchUnder = useSearchUnder(view.aim.horizon);
  if (stress.length === 0) {
    return <p className="muted">No stress test fits this model.</p>;
  }
  return (
    <div className="stack tight">
      <OfRecommended />
      <ScrollTable label="Stress tests" className="stress-table">
        <thead>
          <tr>
            <th scope="col">If this happens</th>
            {view.trace.objectives.map(({ words, unit }) => (
              <th key={words} scope="col" className="figures axis-head">
                {plannerText(words)}
                {unitWords(unit) !== '' && ` (${unitWords(unit)})`}
              </th>
            ))}
            {view.trace.limits.map((words) => (
              <th key={words} scope="col" className="figures axis-head">
                Chance: {plannerText(words)}
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">What to do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {stress.map((row) => (
            <StressRow key={row.id} {...{ row, view }} searchUnder={searchUnder} />
          ))}
        </tbody>
      </ScrollTable>
    </div>
  );
}

interface RowProps {
  readonly row: Stress;
  readonly view: UnderstandingProps['view'];
  readonly searchUnder: ReturnType<typeof useSearchUnder>;
}

function StressRow({ row, view, searchUnder }: RowProps) {
  const take = searchUnder(row.id);
  return (
    <tr>
      <th scope="row">{plannerText(row.words)}</th>
      {row.objectives.map((estimate, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one cell a wish.
        <td key={i} className="figures">
          {estimateWords(estimate, '')}
        </td>
      ))}
      {row.limits.map((estimate, i) => {
        const isKept = estimate.value >= (view.aim.limits[i]?.chance ?? 0);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: one cell a limit.
          <td key={i} className="figures">
            <span className={`verdict-mark ${isKept ? 'good' : 'bad'}`}>
              <Icon name={isKept ? 'check' : 'cross'} />
              <span className="sr-only">{isKept ? 'kept:' : 'not kept:'}</span>
              {chanceWords(estimate)}
            </span>
          </td>
        );
      })}
      <td className="figures">
        {take && (
          <Button
            size="small"
            aria-label={`Look for a policy for: ${plannerText(row.words)}`}
            onPress={take}
          >
            Look for a policy for it
          </Button>
        )}
      </td>
    </tr>
  );
}
