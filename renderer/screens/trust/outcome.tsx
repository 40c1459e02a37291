import type { JobView, OutcomeView } from '../../../engine/studio/contract/job-view.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { useView } from '../../state/project-context.ts';
import { formatAmount, formatNumber, plainName, unitWords } from '../../words/numbers.ts';
import { plainText } from '../../words/plain-text.ts';
import { ExportScript } from '../forecast/export-script.tsx';

/** What came of a run: the verdict in words, every number with its range, what speaks for and against. */
export function Outcome({
  job,
  outcome,
}: {
  readonly job: JobView;
  readonly outcome: OutcomeView;
}) {
  const { title, verdict, parameters, fit } = outcome;
  const { name } = useView();
  const facts = outcome.facts.filter(
    (fact) => !verdict?.facts.some(({ text }) => text === fact.text),
  );
  return (
    <div className="stack outcome">
      {verdict && <VerdictSheet title={title === name ? null : title} verdict={verdict} />}
      {fit.length > 0 && (
        <p>
          Typical error over all days:{' '}
          {fit
            .map(({ output, unit, rmse }) => `${plainName(output)} ${formatAmount(rmse, unit)}`)
            .join(', ')}
          .
        </p>
      )}
      {facts.length > 0 && (
        <ul className="facts">
          {facts.map(({ kind, text }) => (
            <li key={`${kind}-${text}`}>
              <Icon name="info" />
              <span>{plainText(text)}</span>
            </li>
          ))}
        </ul>
      )}
      {parameters.length > 0 && <Parameters parameters={parameters} />}
      {job.simulator !== null && (
        <ExportScript subject={{ kind: 'simulator', simulator: job.simulator }} />
      )}
    </div>
  );
}

type Verdict = NonNullable<OutcomeView['verdict']>;

const VERDICTS = {
  trustworthy: { icon: 'shield-check', tone: 'good', word: 'Trustworthy' },
  'usable-with-care': { icon: 'shield-alert', tone: 'care', word: 'Usable with care' },
  'not-yet': { icon: 'shield-off', tone: 'bad', word: 'Not yet' },
} as const satisfies Record<Verdict['kind'], { icon: IconName; tone: string; word: string }>;

const SPEAKS = {
  for: { icon: 'check', word: 'For it' },
  against: { icon: 'close', word: 'Against it' },
  neither: { icon: 'minus', word: 'Neither' },
} as const satisfies Record<string, { icon: IconName; word: string }>;

function VerdictSheet({
  title,
  verdict,
}: {
  readonly title: string | null;
  readonly verdict: Verdict;
}) {
  const { icon, tone } = VERDICTS[verdict.kind];
  return (
    <div className={`verdict ${tone}`}>
      <Icon name={icon} size={36} />
      <div className="stack tight">
        {title && <p className="small">{title}</p>}
        <p className="verdict-headline">{verdict.headline}</p>
        <ul className="facts">
          {verdict.facts.map(({ speaks, text }) => (
            <li key={text}>
              <Icon name={SPEAKS[speaks].icon} />
              <span>
                <span className="sr-only">{SPEAKS[speaks].word}: </span>
                {plainText(text)}
              </span>
            </li>
          ))}
          {verdict.warnings.map((warning) => (
            <li key={warning}>
              <Icon name="warning" />
              <span>{plainText(warning)}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Parameters({ parameters }: { readonly parameters: OutcomeView['parameters'] }) {
  return (
    <table className="data-table">
      <caption className="table-title">The numbers of the model</caption>
      <thead>
        <tr>
          <th scope="col">Number</th>
          <th scope="col" className="figures">
            Best value
          </th>
          <th scope="col" className="figures">
            90 % range
          </th>
          <th scope="col">Unit</th>
          <th scope="col">Where from</th>
        </tr>
      </thead>
      <tbody>
        {parameters.map(({ name, meaning, unit, value, low, high }) => (
          <tr key={name}>
            <th scope="row">
              {plainName(name)}
              {meaning && <span className="small muted parameter-meaning">{meaning}</span>}
            </th>
            <td className="figures">{formatNumber(value)}</td>
            <td className="figures">
              {low === high ? 'not measured' : `${formatNumber(low)} to ${formatNumber(high)}`}
            </td>
            <td>{unitWords(unit) || 'none'}</td>
            <td>
              <span className="badge accent">calibrated</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
