import { useMemo, useState } from 'react';
import type { ExploreRequest, ExploreResult } from '../../../engine/studio/contract/explore.ts';
import { FanChart } from '../../charts/fan-chart.tsx';
import { SeriesPicker, useShown } from '../../charts/series-picker.tsx';
import { LoadFailed } from '../../components/load-failed.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { useDataRows } from '../../state/use-data-rows.ts';
import { useLoaded } from '../../state/use-loaded.ts';
import { plainName, rowWord } from '../../words/numbers.ts';
import { plainText } from '../../words/plain-text.ts';
import { SEED } from '../project/seed.ts';
import { fitCharts } from './fit-words.ts';

const RUNS = 100;
/** Outputs drawn before the person picks others. */
const AT_ONCE = 2;

/** Its runs over all rows beside what was observed. */
export function FitCharts({ subject }: { readonly subject: ExploreRequest['subject'] }) {
  const { client } = useApp();
  const { project, data } = useView();
  const fit = useLoaded(JSON.stringify([project, subject, data]), (signal) =>
    client.call('explore.run', { project, question: { ...QUESTION, subject } }, { signal }),
  );
  if (fit.kind === 'failed') return <LoadFailed error={fit.error} onRetry={fit.again} />;
  if (fit.kind === 'loading') {
    return (
      <p className="chart-words" role="status">
        Running it over all rows…
      </p>
    );
  }
  return (
    <div aria-busy={fit.isReloading} className={fit.isReloading ? 'reloading' : undefined}>
      <Records result={fit.value} />
    </div>
  );
}

const QUESTION: Omit<ExploreRequest, 'subject'> = {
  mode: 'fit',
  ...{ runs: RUNS, seed: SEED, paths: 0 },
  ...{ set: {}, changes: [], above: {} },
};

function Records({ result }: { readonly result: ExploreResult }) {
  const view = useView();
  const [record, setRecord] = useState(0);
  const trajectory = result.trajectories[record];
  const data = useDataRows(view, record);
  const names = useMemo(() => trajectory?.outputs.map(({ name }) => name) ?? [], [trajectory]);
  const [shown, setShown] = useShown(names, AT_ONCE);
  const rows = data.kind === 'loaded' ? data.rows : undefined;
  const charts = useMemo(
    () => (trajectory && rows ? fitCharts(result, trajectory, rows) : []),
    [result, trajectory, rows],
  );
  if (!trajectory) return null;
  const row = rowWord(result.timeUnit);
  return (
    <div className="stack tight">
      <div className="row">
        {result.trajectories.length > 1 && (
          <SelectField
            label="Record"
            value={String(record)}
            options={result.trajectories.map(({ id }, i) => ({ value: String(i), words: id }))}
            onChange={(value) => setRecord(Number(value))}
          />
        )}
        {names.length > AT_ONCE && (
          <SeriesPicker
            label="Results shown"
            options={names.map((name) => ({ value: name, words: plainName(name) }))}
            chosen={shown}
            onChange={setShown}
          />
        )}
      </div>
      {charts
        .filter(({ name }) => shown.includes(name))
        .map(({ name, unit, fan, observed, heldOut, seenUntil, summary }) => (
          <FanChart
            key={name}
            {...{ name, unit, fan, observed, heldOut, summary }}
            title={`${plainName(name)}: model and data`}
            {...(seenUntil !== undefined && {
              dataEnd: { at: seenUntil, words: `last ${row} it was fitted to` },
            })}
          />
        ))}
      {trajectory.failures && (
        <p className="small muted">
          {trajectory.failures.runs} runs broke: {plainText(trajectory.failures.why)}
        </p>
      )}
    </div>
  );
}
