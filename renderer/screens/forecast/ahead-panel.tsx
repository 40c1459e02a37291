import { useState } from 'react';
import type { ExploreResult } from '../../../engine/studio/contract/explore.ts';
import { SeriesPicker, useShown } from '../../charts/series-picker.tsx';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorWords } from '../../components/error-words.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { useView } from '../../state/project-context.ts';
import { useDataRows } from '../../state/use-data-rows.ts';
import { isWhatIf } from '../../state/what-if.ts';
import { count, plainName, rowWord } from '../../words/numbers.ts';
import { plainText } from '../../words/plain-text.ts';
import { ConditionsSheet } from '../project/conditions-sheet.tsx';
import { AheadOutput } from './ahead-output.tsx';
import { CalendarPanel } from './calendar-panel.tsx';
import { DaysFields } from './days-field.tsx';
import { useKnobs } from './use-knobs.ts';
import { useWhatIf, useWhatIfState } from './use-what-if.ts';

/** The answer to the question as it stands, recomputed with every change. */
export function AheadPanel() {
  const whatIf = useWhatIf();
  const answer = useWhatIfState((state) => state.answer);
  const error = useWhatIfState((state) => state.error);
  return (
    <>
      {error && (
        <Banner
          tone="bad"
          role="alert"
          actions={
            <>
              <Button size="small" onPress={() => whatIf.again()}>
                Try again
              </Button>
              <Button size="small" icon="undo" onPress={() => whatIf.reset()}>
                Take all changes back
              </Button>
            </>
          }
        >
          <ErrorWords error={error} />
        </Banner>
      )}
      {answer ? <Answer answer={answer} /> : !error && <Waiting />}
    </>
  );
}

function Waiting() {
  return (
    <section className="sheet" aria-labelledby="ahead">
      <div className="sheet-head">
        <h2 id="ahead">The days ahead</h2>
      </div>
      <p className="sheet-body chart-words" role="status">
        Following the data up to the last day, then looking ahead…
      </p>
    </section>
  );
}

function Answer({ answer }: { readonly answer: ExploreResult }) {
  const view = useView();
  const [index, setIndex] = useState(0);
  const baseline = useWhatIfState((state) => state.baseline);
  const wishes = useWhatIfState((state) => state.wishes);
  const knobs = useKnobs();
  const data = useDataRows(view, index);
  const record = answer.trajectories[Math.min(index, answer.trajectories.length - 1)];
  const names = record?.outputs.map(({ name }) => name) ?? [];
  const [shown, setShown] = useShown(names, 3);
  if (!record) return null;
  const before = isWhatIf(wishes) ? baseline?.trajectories[index] : undefined;
  const isAlike = before?.rows === record.rows;
  const word = rowWord(answer.timeUnit);
  return (
    <>
      <section className="sheet" aria-labelledby="ahead">
        <div className="sheet-head">
          <div>
            <h2 id="ahead">The {word}s ahead</h2>
            <RunsMade answer={answer} />
          </div>
          <DaysFields
            timeUnit={answer.timeUnit}
            rows={record.rows}
            hasInputs={knobs.kind === 'loaded' && knobs.value.hasInputs}
          />
        </div>
        <div className="sheet-body stack">
          {answer.trajectories.length > 1 && (
            <NumberField
              label={`Record shown, of ${answer.trajectories.length}`}
              minValue={1}
              maxValue={answer.trajectories.length}
              value={index + 1}
              onChange={(value) => setIndex(Number.isNaN(value) ? 0 : value - 1)}
            />
          )}
          {names.length > 1 && (
            <SeriesPicker
              label="Shown"
              options={names.map((value) => ({ value, words: plainName(value) }))}
              chosen={shown}
              onChange={setShown}
            />
          )}
          {record.failures && (
            <Banner tone="care" role="status">
              {count(record.failures.runs, 'run')} of {answer.runs} broke:{' '}
              {plainText(record.failures.why)}
            </Banner>
          )}
          {record.outputs
            .filter(({ name }) => shown.includes(name))
            .map((output) => (
              <AheadOutput
                key={output.name}
                output={output}
                record={record}
                answer={answer}
                baseline={
                  isAlike ? before?.outputs.find(({ name }) => name === output.name) : undefined
                }
                data={data.kind === 'loaded' ? data.rows : undefined}
                timeUnit={word}
              />
            ))}
        </div>
      </section>
      <CalendarPanel record={record} timeUnit={word} />
      <ConditionsSheet conditions={answer.conditions} warnings={answer.warnings} />
    </>
  );
}

/** So many more at once, and at most. */
const MORE = 300;
const MOST = 20_000;

function RunsMade({ answer }: { readonly answer: ExploreResult }) {
  const whatIf = useWhatIf();
  const runs = useWhatIfState((state) => state.wishes.runs);
  const isRough = useWhatIfState((state) => state.isRough);
  return (
    <p className="row small muted">
      <span>
        {count(answer.runs, 'run')}
        {isRough && ', more on their way…'}
      </span>
      <Button
        size="small"
        icon="plus"
        isDisabled={runs >= MOST}
        onPress={() => whatIf.wish({ runs: Math.min(MOST, runs + MORE) })}
      >
        Run {MORE} more
      </Button>
    </p>
  );
}
