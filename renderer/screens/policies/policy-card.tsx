import type { DecisionView, PolicyCard } from '../../../engine/studio/contract/decision-view.ts';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Origin } from '../../components/origin.tsx';
import { formatAmount, formatNumber } from '../../words/numbers.ts';
import { plannerText } from '../../words/planner-text.ts';
import { chanceWords, estimateWords, outcomesWords } from './estimate-words.ts';
import { MakePlan } from './make-plan.tsx';
import { wishName } from './policy-axes.ts';
import { PolicyRule } from './policy-rule.tsx';
import { RangeBar, sharedRange } from './range-bar.tsx';
import { cardName } from './tried-policies.ts';
import type { Pins } from './use-pins.ts';

interface Props {
  readonly letter: string;
  readonly card: PolicyCard;
  readonly view: DecisionView;
  readonly pins: Pins;
  readonly job: JobView;
}

/** One policy closely: its rule, what it reaches, how sure that is, what it costs. */
export function PolicyCardView({ letter, card, view, pins, job }: Props) {
  const name = cardName(view.cards, card);
  const isShown = pins.shown?.id === card.id;
  return (
    <li className={isShown ? 'policy-card shown' : 'policy-card'} aria-label={`${letter}: ${name}`}>
      <div className="row between nowrap">
        <h3 className="policy-name">
          <span className="pin-letter">{letter}</span> {name}
        </h3>
        <IconButton
          name={`Take away ${letter}: ${name}`}
          icon="close"
          size="small"
          onPress={() => pins.toggle(card.id)}
        />
      </div>
      <PolicyRule words={card.words} />
      <Limits {...{ card, view }} />
      <Wishes {...{ card, view, pins }} />
      <Numbers card={card} />
      <p className="small muted">
        From {formatNumber(card.runs)} runs that the search had not seen.{' '}
        <Origin of="model" isShort />
      </p>
      <div className="row policy-buttons">
        <Button size="small" aria-pressed={isShown} onPress={() => pins.show(card.id)}>
          {isShown ? 'Shown below' : 'Look closely'}
          <span className="sr-only">: {letter}</span>
        </Button>
        <MakePlan {...{ card, name, job, view }} />
      </div>
    </li>
  );
}

const HOLDS = {
  yes: { icon: 'check', tone: 'good', words: 'kept' },
  no: { icon: 'cross', tone: 'bad', words: 'not kept' },
  unsure: { icon: 'warning', tone: 'care', words: 'near the border' },
} as const;

function Limits({ card, view }: Pick<Props, 'card' | 'view'>) {
  if (card.limits.length === 0) return null;
  return (
    <ul className="policy-limits" aria-label="Limits">
      {card.limits.map((limit, i) => {
        const { icon, tone, words } = HOLDS[limit.holds];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: limits have no name but their place.
          <li key={i}>
            <span className={`verdict-mark ${tone}`}>
              <Icon name={icon} />
              {words}
            </span>
            <span>
              in {chanceWords(limit)} of outcomes
              <span className="small muted policy-limit-words">
                {plannerText(view.trace.limits[i] ?? '')}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Every wish and the cost, with 5 to 95 % of outcomes on the scale of all that are pinned. */
function Wishes({ card, view, pins }: Pick<Props, 'card' | 'view' | 'pins'>) {
  const ends = (i: number) =>
    pins.pinned.flatMap((one) => {
      const found = one.card.objectives[i];
      return found ? [barOf(found)] : [];
    });
  const costs = pins.pinned.flatMap((one) => (one.card.cost ? [barOf(one.card.cost)] : []));
  const isCostAWish = view.aim.objectives.some(
    ({ metric }) => metric.series.kind === 'cost' && metric.how === 'total',
  );
  return (
    <dl className="policy-wishes">
      {card.objectives.map((objective, i) => {
        const { words, unit } = view.trace.objectives[i] ?? { words: '', unit: '' };
        return (
          <Wish
            key={words}
            words={wishName(words)}
            unit={unit}
            estimate={objective}
            range={sharedRange(ends(i))}
          />
        );
      })}
      {card.cost && !isCostAWish && (
        <Wish
          words="Total cost"
          unit={view.means.costs.currency}
          estimate={card.cost}
          range={sharedRange(costs)}
        />
      )}
    </dl>
  );
}

interface WishProps {
  readonly words: string;
  readonly unit: string;
  readonly estimate: PolicyCard['objectives'][number];
  readonly range: readonly [number, number];
}

function Wish({ words, unit, estimate, range }: WishProps) {
  return (
    <div>
      <dt className="small">{words}</dt>
      <dd>
        <strong>{estimateWords(estimate, unit)}</strong>
        {estimate.p05 < estimate.p95 && <RangeBar {...barOf(estimate)} range={range} />}
        <span className="small muted">
          {estimate.p05 < estimate.p95
            ? `9 of 10 outcomes: ${outcomesWords(estimate.p05, estimate.p95, unit)}`
            : 'the same in all outcomes'}
        </span>
      </dd>
    </div>
  );
}

function barOf({ value, p05, p95 }: PolicyCard['objectives'][number]) {
  return { value, low: p05, high: p95 };
}

function Numbers({ card }: { readonly card: PolicyCard }) {
  if (card.parameters.length === 0) return null;
  return (
    <dl className="policy-numbers small" aria-label="Its numbers">
      {card.parameters.map(({ lever, name, words, unit, value }) => (
        <div key={`${lever} ${name}`}>
          <dt>{words}</dt>
          <dd>{formatAmount(Number(value.toPrecision(4)), unit)}</dd>
        </div>
      ))}
    </dl>
  );
}
