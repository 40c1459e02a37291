import { useMemo } from 'react';
import type { TrustView } from '../../../engine/studio/contract/trust-view.ts';
import { CoverageChart } from '../../charts/coverage-chart.tsx';
import { Multiples } from '../../charts/multiples.tsx';
import { RankChart } from '../../charts/rank-chart.tsx';
import { SeriesPicker, useShown } from '../../charts/series-picker.tsx';
import { Button } from '../../components/button.tsx';
import { useApp } from '../../state/studio-app.ts';
import { plainName } from '../../words/numbers.ts';
import { plannerText } from '../../words/planner-text.ts';
import { OtherChecks } from './other-checks.tsx';
import { PartSheet } from './part-sheet.tsx';
import type { PartWords } from './part-words.ts';

type Parts = NonNullable<TrustView['parts']>;

interface Props {
  readonly words: PartWords;
  readonly parts: TrustView['parts'];
}

/** Tested on made-up data whose numbers are known: do the ranges that are found hold the true ones? */
export function NumberRanges({ words, parts }: Props) {
  const { route } = useApp();
  return (
    <PartSheet words={words} term="rank-check">
      {parts && (
        <>
          <Multiples>
            {parts.sbc.kind === 'done' && <Ranks sbc={parts.sbc.result} />}
            {parts.expectedCoverage.kind === 'done' && (
              <Held coverage={parts.expectedCoverage.result} />
            )}
          </Multiples>
          <OtherChecks
            said={parts.sbc.kind === 'skipped' ? parts.sbc.reason : undefined}
            checks={[
              ['All numbers together', parts.expectedCoverage],
              ['From random points', parts.tarp],
              ['Around your own data', parts.posteriorSbc],
            ]}
          />
          {parts.sbc.kind === 'skipped' && (
            <div>
              <Button icon="arrow" onPress={() => route.getState().goStep('calibrate')}>
                Go to Fit the numbers
              </Button>
            </div>
          )}
        </>
      )}
    </PartSheet>
  );
}

type Sbc = Extract<Parts['sbc'], { kind: 'done' }>['result'];

function Ranks({ sbc }: { readonly sbc: Sbc }) {
  const worstFirst = useMemo(
    () =>
      sbc.parameters.toSorted(
        (a, b) => Number(a.kind === 'as-claimed') - Number(b.kind === 'as-claimed'),
      ),
    [sbc],
  );
  const names = useMemo(() => worstFirst.map(({ name }) => name), [worstFirst]);
  const [shown, setShown] = useShown(names);
  const checks = useMemo(
    () => worstFirst.filter(({ name }) => shown.includes(name)),
    [worstFirst, shown],
  );
  if (names.length === 0) return null;
  const off = sbc.parameters.filter(({ kind }) => kind !== 'as-claimed');
  return (
    <div className="stack">
      {names.length > 1 && (
        <SeriesPicker
          label="Numbers"
          options={names.map((name) => ({ value: name, words: plainName(name) }))}
          chosen={shown}
          onChange={setShown}
        />
      )}
      <RankChart
        title="Where the true values lie among the found ones"
        summary={`Lines that stay inside the band are honest ranges. ${off.length === 0 ? 'All of them do.' : off.map(({ text }) => plannerText(text)).join(' ')}`}
        checks={checks}
      />
    </div>
  );
}

type Coverage = Extract<Parts['expectedCoverage'], { kind: 'done' }>['result'];

/** Curves in one drawing at most: that of all numbers together, or the first ones. */
const MOST = 4;

function Held({ coverage }: { readonly coverage: Coverage }) {
  const curves = useMemo(
    () =>
      coverage.curves.slice(0, MOST).map(({ name, levels, covered, low, high }) => ({
        name: name === undefined ? 'all numbers together' : plainName(name),
        levels,
        covered,
        low,
        high,
      })),
    [coverage],
  );
  if (curves.length === 0) return null;
  return (
    <CoverageChart
      title="What ranges claim, and how often they held the true value"
      summary={plannerText(coverage.summary)}
      curves={curves}
      bandWords="what luck alone would give"
    />
  );
}
