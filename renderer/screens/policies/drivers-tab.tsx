import { useMemo } from 'react';
import type { DecisionView, Understanding } from '../../../engine/studio/contract/decision-view.ts';
import { BarsChart } from '../../charts/bars-chart.tsx';
import { TornadoChart } from '../../charts/tornado-chart.tsx';
import { plainName } from '../../words/numbers.ts';
import { plannerText } from '../../words/planner-text.ts';
import { chanceWords, estimateWords } from './estimate-words.ts';
import { wishName } from './policy-axes.ts';

export interface UnderstandingProps {
  readonly understanding: Understanding;
  readonly view: DecisionView;
}

/** What the outcome of the recommended policy hangs on, and what knowing it would be worth. */
export function DriversTab({ understanding, view }: UnderstandingProps) {
  const { tornado, sentences } = understanding;
  const outcome = toldOutcome(view);
  const rows = useMemo(
    () => tornado.map(({ factor, low, high, told }) => ({ name: factor, low, high, told })),
    [tornado],
  );
  return (
    <div className="stack">
      <OfRecommended />
      {sentences.length > 0 && (
        <ul className="bullets">
          {sentences.map((sentence) => (
            <li key={sentence}>{plannerText(sentence)}</li>
          ))}
        </ul>
      )}
      {rows.length > 0 && (
        <TornadoChart
          title="What drives the outcome"
          summary={tornadoSummary(tornado, outcome.words)}
          rows={rows}
          unit={outcome.unit}
          valueName={outcome.words}
        />
      )}
      <Shares understanding={understanding} />
      <Knowing knowing={understanding.knowing} unit={view.trace.objectives[0]?.unit ?? ''} />
    </div>
  );
}

function tornadoSummary(tornado: Understanding['tornado'], outcome: string): string {
  const read = `${outcome} when one number is at its low or high end and the others stay in the middle; the ends are written at the bars.`;
  const first = tornado.find(({ told }) => told);
  if (!first) return `${read} None of it can be told from chance.`;
  const grey = tornado.some(({ told }) => !told) ? ' Grey bars cannot be told from chance.' : '';
  return `${read} Most depends on ${plainName(first.factor)}.${grey}`;
}

/** What is explained: the first wish that is not the same in all outcomes, else what the limits look at. */
function toldOutcome({ cards, trace }: DecisionView): { words: string; unit: string } {
  const recommended = cards.find(({ role }) => role === 'recommended');
  const at = recommended?.objectives.findIndex(({ p05, p95 }) => p05 < p95) ?? -1;
  const wish = trace.objectives[at];
  return wish
    ? { words: wishName(wish.words), unit: wish.unit }
    : { words: 'What the limit looks at', unit: '' };
}

/** Every side of understanding is that of the recommended policy. */
export function OfRecommended() {
  return <p className="small muted">This was worked out for the recommended policy.</p>;
}

function Shares({ understanding }: { readonly understanding: Understanding }) {
  const { shares, chance } = understanding;
  const rows = useMemo(
    () =>
      shares.map(({ factor, total }) => ({
        name: factor,
        value: 100 * total.value,
        low: 100 * total.low,
        high: 100 * total.high,
        isMain: true,
      })),
    [shares],
  );
  if (shares.length === 0) return null;
  return (
    <div className="stack tight">
      <BarsChart
        title="Where not knowing comes from"
        summary={`How much of the spread that comes from not knowing the numbers goes with each, alone and together with others.${chance ? ` Chance itself makes ${chanceWords(chance)} of the whole spread, whatever is known.` : ''}`}
        rows={rows}
        unit="%"
        valueName="share of the spread"
      />
      <details className="more-settings">
        <summary>Alone, and with all that it takes part in</summary>
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">Number</th>
              <th scope="col" className="figures">
                Alone
              </th>
              <th scope="col" className="figures">
                With all that it takes part in
              </th>
            </tr>
          </thead>
          <tbody>
            {shares.map(({ factor, alone, total }) => (
              <tr key={factor}>
                <th scope="row">{plainName(factor)}</th>
                <td className="figures">{chanceWords(alone)}</td>
                <td className="figures">{chanceWords(total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}

interface KnowingProps {
  readonly knowing: Understanding['knowing'];
  /** Of the first wish. */
  readonly unit: string;
}

function Knowing({ knowing, unit }: KnowingProps) {
  if (knowing.length === 0) return null;
  return (
    <div className="stack tight">
      <h3>What knowing more would be worth</h3>
      <p className="small muted">
        If a number were known for sure before choosing a policy, so much would be gained on
        average.
      </p>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">To know</th>
            <th scope="col" className="figures">
              Is worth
            </th>
          </tr>
        </thead>
        <tbody>
          {knowing.map(({ factor, worth }) => (
            <tr key={factor}>
              <th scope="row">{plainName(factor)}</th>
              <td className="figures">{estimateWords(worth, unit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
