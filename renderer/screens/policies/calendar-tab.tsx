import { useMemo, useState } from 'react';
import type { DecisionView, PolicyCard } from '../../../engine/studio/contract/decision-view.ts';
import { StepsChart } from '../../charts/steps-chart.tsx';
import { Segments } from '../../components/segments.tsx';
import { formatDate } from '../../words/dates.ts';
import { formatNumber, rowWord, unitWords } from '../../words/numbers.ts';
import { wordsOfResource } from './aim-words.ts';
import { byWeeks, type CalendarRow, calendarRows } from './calendar-rows.ts';
import { PolicyRule } from './policy-rule.tsx';
import { ScrollTable } from './scroll-table.tsx';

interface Props {
  readonly card: PolicyCard;
  readonly view: DecisionView;
}

type By = 'every' | 'weeks';

/** The policy as a rule, and what it would come to day by day. */
export function CalendarTab({ card, view }: Props) {
  return (
    <div className="stack">
      <div className="stack tight">
        <h3>The rule</h3>
        <PolicyRule words={card.words} />
      </div>
      {card.calendar.map((lever) => (
        <LeverCalendar key={lever.lever} {...{ lever, view }} />
      ))}
    </div>
  );
}

interface LeverProps {
  readonly lever: PolicyCard['calendar'][number];
  readonly view: DecisionView;
}

function LeverCalendar({ lever, view }: LeverProps) {
  const name = wordsOfResource(lever.lever, view.means.resources);
  const rows = useMemo(() => calendarRows(lever, view.dates), [lever, view.dates]);
  const steps = useMemo(
    () => ({
      x: rows.map(({ place }) => place),
      middle: rows.map(({ middle }) => middle),
      low: rows.map(({ low }) => low),
      high: rows.map(({ high }) => high),
    }),
    [rows],
  );
  const one = rowWord(view.timeUnit);
  const isFixed = rows.every(({ low, high }) => low === high);
  return (
    <div className="stack">
      <StepsChart
        title={name}
        summary={
          isFixed
            ? `What ${name} is set to, ${one} by ${one}: the same whatever happens.`
            : `What ${name} would be set to, ${one} by ${one}: the middle of all outcomes, and the range in which 9 of 10 lie.`
        }
        size="small"
        name={lever.lever}
        unit={lever.unit}
        {...steps}
      />
      <CalendarTable {...{ rows, name, view }} unit={lever.unit} />
    </div>
  );
}

interface TableProps {
  readonly rows: readonly CalendarRow[];
  readonly name: string;
  readonly unit: string;
  readonly view: DecisionView;
}

/** To be hung up: by day, or by week. */
function CalendarTable({ rows, name, unit, view }: TableProps) {
  const isDaily = view.timeUnit === 'day' && rows.length > 14;
  const [by, setBy] = useState<By>(isDaily ? 'weeks' : 'every');
  const shown = by === 'weeks' ? byWeeks(rows) : rows;
  const one = rowWord(view.timeUnit);
  const words = unitWords(unit);
  return (
    <details className="more-settings">
      <summary>As a calendar</summary>
      <div className="stack tight">
        {isDaily && (
          <Segments<By>
            label={`Rows of the calendar of ${name}`}
            isLabelHidden
            value={by}
            options={[
              { value: 'weeks', words: 'Week by week' },
              { value: 'every', words: 'Day by day' },
            ]}
            onChange={setBy}
          />
        )}
        <ScrollTable label={`Calendar of ${name}`}>
          <thead>
            <tr>
              <th scope="col">{by === 'weeks' ? 'Week from' : one}</th>
              <th scope="col" className="figures">
                {name}
                {words !== '' && ` (${words})`}, in the middle
              </th>
              <th scope="col" className="figures">
                9 of 10 outcomes
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ place, middle, low, high }) => (
              <tr key={place}>
                <th scope="row">{typeof place === 'string' ? formatDate(place) : place}</th>
                <td className="figures">{formatNumber(rounded(middle))}</td>
                <td className="figures">
                  {low === high
                    ? formatNumber(rounded(low))
                    : `${formatNumber(rounded(low))} to ${formatNumber(rounded(high))}`}
                </td>
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      </div>
    </details>
  );
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
