import type { CSSProperties } from 'react';
import { SeriesPicker, useShown as useShownSeries } from '../../charts/series-picker.tsx';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorWords } from '../../components/error-words.tsx';
import { useView } from '../../state/project-context.ts';
import { useDataRows } from '../../state/use-data-rows.ts';
import { count } from '../../words/numbers.ts';
import { ComparedHeads } from './compared-heads.tsx';
import { ComparedLevers } from './compared-levers.tsx';
import { ComparedOutput } from './compared-output.tsx';
import { useModel } from './model-context.ts';
import { QuestionFields } from './question-fields.tsx';
import { useColumns } from './use-columns.ts';
import { useCompare, useCompareState, useShown } from './use-measures.ts';

/** Scenarios as columns with the same luck: what comes, and what differs from things as they are. */
export function ComparedSheet() {
  const compare = useCompare();
  const head = useCompareState((state) => state.head);
  const error = useCompareState((state) => state.error);
  const hasScenarios = useShown().length > 0;
  return (
    <section className="sheet" aria-labelledby="compared">
      <div className="sheet-head">
        <div>
          <h2 id="compared">Side by side</h2>
          <RunsMade />
        </div>
        <QuestionFields />
      </div>
      <div className="sheet-body stack">
        {error && (
          <Banner
            tone="bad"
            role="alert"
            actions={
              <Button size="small" icon="reload" onPress={() => compare.again()}>
                Try again
              </Button>
            }
          >
            <ErrorWords error={error} />
          </Banner>
        )}
        {!head && !error && (
          <p className="chart-words" role="status">
            Following the data up to the last day, then looking ahead…
          </p>
        )}
        {head && !hasScenarios && (
          <Banner tone="plain">
            This is what comes if nothing is done. Add a scenario, or a stress test, to see it
            beside this.
          </Banner>
        )}
        {head && <Rows />}
      </div>
    </section>
  );
}

function Rows() {
  const { space, names } = useModel();
  const columns = useColumns();
  const record = useCompareState(({ wishes }) => wishes.record);
  const loaded = useDataRows(useView(), record);
  const data = loaded.kind === 'loaded' ? loaded.rows : undefined;
  const [shown, setShown] = useShownSeries(
    space.outputs.map(({ name }) => name),
    2,
  );
  const inner = Math.max(0, columns.length - 1);
  const style = {
    '--inner': inner,
    '--compared-columns': `minmax(12rem, 1.2fr)${inner > 0 ? ` repeat(${inner}, minmax(9.5rem, 1fr))` : ''}`,
  } as CSSProperties;
  return (
    <>
      {space.outputs.length > 1 && (
        <SeriesPicker
          label="Results shown"
          options={space.outputs.map(({ name }) => ({ value: name, words: names.words(name) }))}
          chosen={shown}
          onChange={setShown}
        />
      )}
      <section
        className="compared-scroll"
        aria-label="Scenarios side by side"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys.
        tabIndex={0}
        style={style}
      >
        <div className="stack compared-rows">
          <ComparedHeads columns={columns} />
          {shown.map((name) => (
            <ComparedOutput key={name} name={name} columns={columns} data={data} />
          ))}
          <ComparedLevers columns={columns} />
        </div>
      </section>
    </>
  );
}

/** So many more at once, and at most. */
const MORE = 400;
const MOST = 20_000;

function RunsMade() {
  const compare = useCompare();
  const runs = useCompareState((state) => state.wishes.runs);
  const isRough = useCompareState((state) => state.rough.size > 0);
  return (
    <p className="row small muted">
      <span>
        The same luck in all of them, {count(runs, 'run')} each
        {isRough && ', on their way…'}
      </span>
      <Button
        size="small"
        icon="plus"
        isDisabled={runs >= MOST}
        onPress={() => compare.wish({ runs: Math.min(MOST, runs + MORE) })}
      >
        Run {MORE} more
      </Button>
    </p>
  );
}
