import { useStore } from 'zustand';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorWords } from '../../components/error-words.tsx';
import { Icon } from '../../components/icon.tsx';
import type { ImportReport } from '../../state/import-store.ts';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { count } from '../../words/numbers.ts';

/** What was seen in a file that was taken in, and what can be done about it. Nothing is mended silently. */
export function ImportPanel() {
  const { imports } = useApp();
  const { project } = useView();
  const current = useStore(imports, (state) => state.current);
  if (current?.project !== project) return null;
  const { file, isWorking, error, report } = current;
  return (
    <section className="sheet" aria-labelledby="import" aria-busy={isWorking}>
      <div className="sheet-head">
        <h2 id="import">{isWorking ? `Reading ${file}…` : `What ${file} looks like`}</h2>
        {!isWorking && (
          <Button size="small" onPress={() => imports.getState().dismiss()}>
            Done
          </Button>
        )}
      </div>
      <div className="sheet-body stack">
        {error && (
          <Banner tone="bad" role="alert">
            <ErrorWords error={error} />
          </Banner>
        )}
        {report && <Report report={report} isWorking={isWorking} />}
      </div>
    </section>
  );
}

function Report({
  report,
  isWorking,
}: {
  readonly report: ImportReport;
  readonly isWorking: boolean;
}) {
  const { outcome, findings, applied, rows } = report;
  const { imports } = useApp();
  return (
    <>
      {outcome.kind === 'blocked' ? (
        <Banner tone="bad" role="alert">
          <p>The data cannot be used yet; the project is as it was.</p>
          <ErrorWords error={outcome.error} />
        </Banner>
      ) : (
        <Banner tone="good" role="status">
          {count(rows, 'row')} taken in{findings.length === 0 && '; nothing looks wrong'}.
        </Banner>
      )}
      {findings.length > 0 && (
        <ul className="findings">
          {findings.map((finding) => (
            <FindingRow
              key={`${finding.trap}-${finding.columns.join()}-${finding.message}`}
              finding={finding}
              isWorking={isWorking}
            />
          ))}
        </ul>
      )}
      {applied.length > 0 && (
        <ul className="findings">
          {applied.map(({ id, words }) => (
            <li key={id}>
              <Icon name="check" />
              <span className="finding-text">Done: {words}</span>
              <Button
                size="small"
                isDisabled={isWorking}
                onPress={() => void imports.getState().takeBackFix(id)}
                aria-label={`Take back: ${words}`}
              >
                Take back
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const SEVERITIES = {
  note: { icon: 'info', words: 'Worth knowing' },
  warning: { icon: 'warning', words: 'Looks wrong' },
  error: { icon: 'cross', words: 'Must be mended' },
} as const;

interface RowProps {
  readonly finding: ImportReport['findings'][number];
  readonly isWorking: boolean;
}

function FindingRow({ finding, isWorking }: RowProps) {
  const { imports } = useApp();
  const { severity, message, rows, offers } = finding;
  const { icon, words } = SEVERITIES[severity];
  return (
    <li className={`finding ${severity}`}>
      <Icon name={icon} />
      <div className="finding-text">
        <p>
          <strong>{words}:</strong> {message}
        </p>
        {rows.length > 0 && <p className="small muted">{rowsWords(rows)}</p>}
        <div className="row offers">
          {offers.map((offer) => (
            <Button
              key={offer.id}
              size="small"
              isDisabled={isWorking}
              onPress={() => void imports.getState().applyFix(offer.id)}
            >
              {offer.words}
            </Button>
          ))}
        </div>
      </div>
    </li>
  );
}

/** 'Rows 3, 5 and 12 others' */
function rowsWords(rows: readonly number[]): string {
  const shown = rows.slice(0, 8).join(', ');
  const others = rows.length > 8 ? ` and ${count(rows.length - 8, 'other')}` : '';
  return `${rows.length === 1 ? 'Row' : 'Rows'} ${shown}${others} of the file`;
}
