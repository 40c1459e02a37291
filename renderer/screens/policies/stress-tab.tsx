import type { Understanding } from '../../../engine/studio/contract/decision-view.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { plannerText } from '../../words/planner-text.ts';
import { OfRecommended, type UnderstandingProps } from './drivers-tab.tsx';
import { chanceWords, estimateWords } from './estimate-words.ts';
import { wishName } from './policy-axes.ts';
import { useSearchUnder } from './use-search-under.ts';

type Stress = Understanding['stress'][number];

/** What becomes of the recommended policy when something goes wrong; one click takes it into the goal. */
export function StressTab({ understanding, view }: UnderstandingProps) {
  const { stress } = understanding;
  const searchUnder = useSearchUnder(view.aim.horizon);
  if (stress.length === 0) return <p className="muted">No stress test fits this model.</p>;
  return (
    <div className="stack tight">
      <OfRecommended />
      <ul className="plain-list">
        {stress.map((test) => (
          <StressRow key={test.id} {...{ test, view }} take={searchUnder(test.id)} />
        ))}
      </ul>
    </div>
  );
}

interface RowProps {
  readonly test: Stress;
  readonly view: UnderstandingProps['view'];
  /** Undefined: it cannot be taken into the goal. */
  readonly take: (() => void) | undefined;
}

function StressRow({ test, view, take }: RowProps) {
  const usual = view.cards.find(({ role }) => role === 'recommended');
  const words = plannerText(test.words);
  return (
    <li className="stack tight">
      <div className="row between">
        <h3>{words}</h3>
        {take && (
          <Button size="small" onPress={take}>
            <span>
              Look for a policy for it<span className="sr-only">: {words}</span>
            </span>
          </Button>
        )}
      </div>
      <dl className="stress-numbers">
        {test.objectives.map((estimate, i) => {
          const { words: name, unit } = view.trace.objectives[i] ?? { words: '', unit: '' };
          const otherwise = usual?.objectives[i];
          return (
            <div key={name}>
              <dt className="small muted">{wishName(name)}</dt>
              <dd>
                {estimateWords(estimate, unit)}
                {otherwise && (
                  <span className="muted">
                    {otherwise.value === estimate.value
                      ? ', as otherwise'
                      : ` instead of ${estimateWords(exact(otherwise), unit)}`}
                  </span>
                )}
              </dd>
            </div>
          );
        })}
        {test.limits.map((estimate, i) => (
          <div key={view.trace.limits[i]}>
            <dt className="small muted">{plannerText(view.trace.limits[i] ?? '')}</dt>
            <dd>
              <Kept
                isKept={estimate.value >= (view.aim.limits[i]?.chance ?? 0)}
                words={chanceWords(estimate)}
              />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function Kept({ isKept, words }: { readonly isKept: boolean; readonly words: string }) {
  return (
    <span className={`verdict-mark ${isKept ? 'good' : 'bad'}`}>
      <Icon name={isKept ? 'check' : 'cross'} />
      {isKept ? 'kept' : 'not kept'}: {words}
    </span>
  );
}

/** What it is compared with is told without its brackets. */
function exact({ value }: { readonly value: number }) {
  return { value, low: value, high: value };
}
