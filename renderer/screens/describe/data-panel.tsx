import { lazy, Suspense, useState } from 'react';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { CsvField } from '../../components/csv-field.tsx';
import { ErrorWords } from '../../components/error-words.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { type DataRows, useDataRows } from '../../state/use-data-rows.ts';
import { dataSentence } from '../../words/data-words.ts';
import { formatSpan } from '../../words/dates.ts';
import { count, rowWord } from '../../words/numbers.ts';
import { DataTable } from './data-table.tsx';
import { HeldOutField } from './held-out-field.tsx';
import { PasteDialog } from './paste-dialog.tsx';

const SeriesChart = lazy(() =>
  import('../../charts/series-chart.tsx').then((module) => ({ default: module.SeriesChart })),
);

/** What was observed: the chart, the same as a table, what each column is for, what is kept for the check. */
export function DataPanel() {
  const { data, dataError, readOnly } = useView();
  const { imports } = useApp();
  const { project } = useView();
  const offer = (file: File | undefined) => void imports.getState().offer(project, file);
  return (
    <section className="sheet" aria-labelledby="data">
      {data ? (
        <Observed onReplace={offer} />
      ) : (
        <>
          <div className="sheet-head">
            <h2 id="data">What was observed</h2>
          </div>
          <div className="sheet-body stack">
            {dataError && (
              <Banner tone="bad" role="alert">
                <ErrorWords error={dataError} />
              </Banner>
            )}
            {readOnly ? (
              <p className="muted">This project has no data.</p>
            ) : (
              <TakeIn label="Add a table of what was observed (CSV)" onTake={offer} />
            )}
          </div>
        </>
      )}
    </section>
  );
}

function Observed({ onReplace }: { onReplace(file: File | undefined): void }) {
  const view = useView();
  const [trajectory, setTrajectory] = useState(0);
  const [isTable, setTable] = useState(false);
  const [isReplacing, setReplacing] = useState(false);
  const loaded = useDataRows(view, trajectory);
  const { data, readOnly } = view;
  if (!data) return null;
  const word = rowWord(data.timeUnit);
  return (
    <>
      <div className="sheet-head">
        <div>
          <h2 id="data">What was observed</h2>
          <p className="small muted">
            {[
              data.name,
              count(data.rows, word),
              formatSpan(data.firstDate, data.lastDate),
              data.trajectories > 1 && count(data.trajectories, 'record'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <div className="row">
          <Button
            size="small"
            icon={isTable ? 'chart' : 'table'}
            aria-pressed={isTable}
            onPress={() => setTable(!isTable)}
          >
            {isTable ? 'Show as chart' : 'Show as table'}
          </Button>
          {!readOnly && (
            <Button
              size="small"
              icon="file"
              aria-expanded={isReplacing}
              onPress={() => setReplacing(!isReplacing)}
            >
              Other data…
            </Button>
          )}
        </div>
      </div>
      <div className="sheet-body stack tight">
        {isReplacing && (
          <TakeIn
            label="Take another table (CSV); the one before stays one undo away"
            onTake={(file) => {
              setReplacing(false);
              onReplace(file);
            }}
          />
        )}
        {data.trajectories > 1 && (
          <NumberField
            label={`Record shown, of ${data.trajectories}`}
            minValue={1}
            maxValue={data.trajectories}
            value={trajectory + 1}
            onChange={(value) => setTrajectory(Number.isNaN(value) ? 0 : value - 1)}
          />
        )}
        {loaded.kind === 'loading' && <p className="chart-words">Reading the rows…</p>}
        {loaded.kind === 'failed' && (
          <Banner tone="bad" role="alert">
            <ErrorWords error={loaded.error} />
          </Banner>
        )}
        {loaded.kind === 'loaded' &&
          (isTable ? (
            <DataTable rows={loaded.rows} />
          ) : (
            <Chart rows={loaded.rows} summary={dataSentence(loaded.rows, word)} />
          ))}
        <HeldOutField />
      </div>
    </>
  );
}

/** A file, or rows from a spreadsheet. */
function TakeIn({
  label,
  onTake,
}: {
  readonly label: string;
  onTake(file: File | undefined): void;
}) {
  const [isPasting, setPasting] = useState(false);
  return (
    <>
      <CsvField label={label} file={undefined} onChange={onTake} />
      <div className="row">
        <Button size="small" icon="copy" onPress={() => setPasting(true)}>
          Paste a table…
        </Button>
        <span className="small muted">
          Or drop a file anywhere on this page, or press Ctrl+V where no field has the focus.
        </span>
      </div>
      {isPasting && <PasteDialog onTake={onTake} onClose={() => setPasting(false)} />}
    </>
  );
}

function Chart({ rows, summary }: { readonly rows: DataRows; readonly summary: string }) {
  return (
    <figure>
      <Suspense fallback={<p className="chart-words">Drawing the chart…</p>}>
        <SeriesChart title="What was observed" isTitleHidden rows={rows} summary={summary} />
      </Suspense>
      <figcaption className="small muted">{summary}</figcaption>
    </figure>
  );
}
