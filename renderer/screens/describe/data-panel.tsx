import { useState } from 'react';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorWords } from '../../components/error-words.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { useDataRows } from '../../state/use-data-rows.ts';
import { formatSpan } from '../../words/dates.ts';
import { count, rowWord } from '../../words/numbers.ts';
import { HeldOutField } from './held-out-field.tsx';
import { ObservedChart } from './observed-chart.tsx';
import { TakeIn } from './take-in.tsx';

/** What was observed, and what of it is kept for the check. */
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
        {loaded.kind === 'loaded' && <ObservedChart rows={loaded.rows} word={word} />}
        <HeldOutField />
      </div>
    </>
  );
}
