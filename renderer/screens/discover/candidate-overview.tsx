import { Banner } from '../../components/banner.tsx';
import { Icon } from '../../components/icon.tsx';
import { Origin } from '../../components/origin.tsx';
import { formatNumber, plainName, unitWords } from '../../words/numbers.ts';
import { plainText } from '../../words/plain-text.ts';
import type { Tried } from './candidate-words.ts';
import { FitCharts } from './fit-charts.tsx';

const FACT_ICONS = {
  agrees: 'check',
  differs: 'warning',
  contradicts: 'cross',
  unknown: 'info',
} as const;

interface Props {
  readonly run: string;
  readonly shown: Tried;
}

/** How it runs against what was observed, its numbers, how it is built. */
export function CandidateOverview({ run, shown: { candidate } }: Props) {
  const { state, reason, words, rationale, parameters, facts } = candidate;
  return (
    <div className="stack">
      {state === 'working' && (
        <p className="muted" role="status">
          It is being fitted and judged.
        </p>
      )}
      {state === 'refused' && (
        <Banner tone="care">
          <p>
            <strong>Refused.</strong> {reason && plainText(reason)}
          </p>
        </Banner>
      )}
      {state === 'evaluated' && (
        <FitCharts subject={{ kind: 'candidate', run, candidate: candidate.id }} />
      )}
      {facts.length > 0 && (
        <ul className="facts">
          {facts.map(({ kind, text }) => (
            <li key={text}>
              <Icon name={FACT_ICONS[kind]} />
              <span>{plainText(text)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="overview-columns">
        <div>
          <h3>How it is built</h3>
          <ul className="sentences">
            {words.map((part) => (
              <li key={part}>{plainText(part)}</li>
            ))}
          </ul>
          {rationale && (
            <p className="small muted rationale">Why it was tried: {plainText(rationale)}</p>
          )}
        </div>
        {parameters.length > 0 && <Numbers parameters={parameters} />}
      </div>
    </div>
  );
}

function Numbers({ parameters }: { readonly parameters: Tried['candidate']['parameters'] }) {
  return (
    <table className="data-table">
      <caption className="table-title">
        Its numbers <Origin of="calibrated" />
      </caption>
      <thead>
        <tr>
          <th scope="col">Number</th>
          <th scope="col" className="figures">
            Best value
          </th>
          <th scope="col">Unit</th>
        </tr>
      </thead>
      <tbody>
        {parameters.map(({ name, value, unit }) => (
          <tr key={name}>
            <th scope="row">{plainName(name)}</th>
            <td className="figures">{formatNumber(value)}</td>
            <td>{unitWords(unit) || 'none'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
