import type { Understanding } from '../../../engine/studio/contract/decision-view.ts';
import { formatNumber, unitWords } from '../../words/numbers.ts';
import { plannerText } from '../../words/planner-text.ts';
import { percent } from './aim-words.ts';
import type { UnderstandingProps } from './drivers-tab.tsx';
import { ScrollTable } from './scroll-table.tsx';
import { cardName } from './tried-policies.ts';

/** What each policy gives away if one of the structures were right. */
export function RegretTab({ understanding, view }: UnderstandingProps) {
  const { regret } = understanding;
  if (!regret || regret.structures.length < 2) {
    return (
      <p className="muted">
        The search used one structure. Take all structures by their weights as the model in use, and
        look again: then you see what each policy gives away if another structure is right.
      </p>
    );
  }
  const unit = unitWords(view.trace.objectives[0]?.unit ?? '');
  return (
    <div className="stack tight">
      <p className="small muted">
        How much each policy gives away{unit === '' ? '' : ` (${unit})`} against the best one, if a
        structure were the right one. 0: it is the best one there. Small everywhere is robust.
      </p>
      <RegretTable {...{ regret, view }} />
    </div>
  );
}

interface TableProps {
  readonly regret: NonNullable<Understanding['regret']>;
  readonly view: UnderstandingProps['view'];
}

function RegretTable({ regret, view }: TableProps) {
  const most = Math.max(...regret.policies.map(({ worst }) => worst), 0) || 1;
  const least = (of: (policy: (typeof regret.policies)[number]) => number) =>
    Math.min(...regret.policies.map(of));
  const bestMixture = least(({ mixture }) => mixture);
  const bestWorst = least(({ worst }) => worst);
  return (
    <ScrollTable label="What each policy gives away" className="regret-table">
      <thead>
        <tr>
          <th scope="col">Policy</th>
          {regret.structures.map(({ name, weight }) => (
            <th key={name} scope="col" className="figures">
              {plannerText(name)}{' '}
              <span className="muted">({percent(Number(weight.toFixed(2)))})</span>
            </th>
          ))}
          <th scope="col" className="figures">
            All by weight
          </th>
          <th scope="col" className="figures">
            At worst
          </th>
        </tr>
      </thead>
      <tbody>
        {regret.policies.map(({ id, by, mixture, worst }) => {
          const card = view.cards.find((one) => one.id === id);
          return (
            <tr key={id}>
              <th scope="row">{card ? cardName(view.cards, card) : id}</th>
              {by.map((value, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: one cell a structure.
                <Cell key={i} value={value} most={most} />
              ))}
              <Cell value={mixture} most={most} isBest={mixture === bestMixture} />
              <Cell value={worst} most={most} isBest={worst === bestWorst} />
            </tr>
          );
        })}
      </tbody>
    </ScrollTable>
  );
}

interface CellProps {
  readonly value: number;
  readonly most: number;
  readonly isBest?: boolean;
}

function Cell({ value, most, isBest = false }: CellProps) {
  const share = Math.min(1, Math.max(0, value / most));
  return (
    <td
      className="figures regret-cell"
      style={{ ['--regret' as string]: `${(share * 45).toFixed(0)}%` }}
    >
      {isBest && <span className="badge good">least</span>}{' '}
      {formatNumber(Number(value.toPrecision(3)))}
    </td>
  );
}
