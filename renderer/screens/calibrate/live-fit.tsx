import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import { Multiples } from '../../charts/multiples.tsx';
import { ParameterTrace } from '../../charts/parameter-trace.tsx';
import { ProgressChart } from '../../charts/progress-chart.tsx';
import { formatAmount, formatNumber, plainName } from '../../words/numbers.ts';
import { plannerText } from '../../words/planner-text.ts';
import { methodTitle } from './method-words.ts';
import { type NumberHistory, useNumberHistory } from './use-number-history.ts';

type Trace = NonNullable<JobView['trace']>;

/** Numbers that are drawn while they are searched; the others stay a line of text. */
const DRAWN = 6;

/** What a fit counts, in plain words. */
const UNITS: Readonly<Record<string, string>> = {
  epochs: 'passes over the made-up data',
  evaluations: 'runs',
};

/** A fit that goes on: which way it took, how far off the best is, and the numbers as they are searched. */
export function LiveFit({ job }: { readonly job: JobView }) {
  const { trace } = job;
  const history = useNumberHistory(job);
  const counted = job.progress?.unit ?? 'runs';
  const unit = UNITS[counted] ?? counted;
  return (
    <section className="sheet" aria-labelledby="live">
      <div className="sheet-head">
        <h2 id="live">How the fit goes</h2>
      </div>
      <div className="sheet-body stack">
        {trace?.method ? <Method {...trace.method} /> : <p>The way to fit is being chosen…</p>}
        {trace && <Falling trace={trace} unit={unit} />}
        <Numbers history={history} unit={unit} />
        {trace && trace.points.length > 0 && history.length === 0 && (
          <p className="muted">In this way the numbers are known when it is done.</p>
        )}
      </div>
    </section>
  );
}

function Method({ id, words, because }: NonNullable<Trace['method']>) {
  return (
    <p>
      {because === null ? 'As you chose: ' : 'The studio chose: '}
      <strong>{methodTitle({ id, words })}</strong>
      {because !== null && <>, because {plannerText(because).replace(/\.$/, '')}</>}.
    </p>
  );
}

function Falling({ trace, unit }: { readonly trace: Trace; readonly unit: string }) {
  const last = trace.points.at(-1);
  if (trace.measure === null) {
    return (
      <p className="muted">There is nothing to draw yet; the bar below tells how far it is.</p>
    );
  }
  return (
    <ProgressChart
      title={sentenceCase(trace.measure)}
      summary={
        last
          ? `${sentenceCase(trace.measure)}: ${formatNumber(last.value)} after ${formatNumber(last.done)} ${unit}. Lower is better.`
          : 'Nothing measured yet.'
      }
      points={trace.points}
      xName={unit}
      yName={trace.measure}
      unit=""
      isLog={trace.points.every(({ value }) => value > 0)}
      {...(last === undefined && {
        state: { kind: 'loading', words: 'The first runs are on their way…' },
      })}
    />
  );
}

function Numbers({
  history,
  unit,
}: {
  readonly history: readonly NumberHistory[];
  readonly unit: string;
}) {
  if (history.length === 0) return null;
  const others = history.slice(DRAWN);
  return (
    <div className="stack tight">
      <h3>The best numbers so far</h3>
      <Multiples>
        {history.slice(0, DRAWN).map((number) => (
          <ParameterTrace
            key={number.name}
            title={plainName(number.name)}
            summary={nowWords(number)}
            level={4}
            size="small"
            name={number.name}
            unit={number.unit}
            points={number.points}
            xName={unit}
          />
        ))}
      </Multiples>
      {others.length > 0 && (
        <ul className="small other-numbers">
          {others.map((number) => (
            <li key={number.name}>
              {plainName(number.name)}: {nowWords(number)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function nowWords({ points, unit }: NumberHistory): string {
  const now = points.at(-1);
  if (now === undefined) return 'not known yet';
  return `${formatAmount(now.value, unit)}, searched from ${formatNumber(now.low)} to ${formatNumber(now.high)}`;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
