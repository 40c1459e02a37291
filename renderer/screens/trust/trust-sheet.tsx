import type { TrustView } from '../../../engine/studio/contract/trust-view.ts';
import { Banner } from '../../components/banner.tsx';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useView } from '../../state/project-context.ts';
import type { Loaded } from '../../state/use-loaded.ts';
import { OtherModel } from '../project/other-model.tsx';
import { RunEnded } from '../project/run-ended.tsx';
import type { OneModel } from '../project/use-one-model.ts';
import { Ahead } from './ahead.tsx';
import { CouldHaveMade } from './could-have-made.tsx';
import { ForecastRanges } from './forecast-ranges.tsx';
import { Learned } from './learned.tsx';
import { NeverChecked } from './never-checked.tsx';
import { NotLookedAt } from './not-looked-at.tsx';
import { NumberRanges } from './number-ranges.tsx';
import { type PartWords, partWords } from './part-words.ts';
import { SentenceSheet } from './sentence-sheet.tsx';
import { SimpleForecasts } from './simple-forecasts.tsx';
import type { ShownCheck } from './use-shown-check.ts';
import { VerdictSheet } from './verdict-sheet.tsx';

interface Props {
  readonly model: OneModel | undefined;
  readonly shown: ShownCheck;
  readonly trust: Loaded<TrustView>;
}

/** Verdict first, then what it rests on: a planner who reads the first screen only has read what counts. */
export function TrustSheet({ model, shown, trust }: Props) {
  const { isChecking, chosen, run } = shown;
  return (
    <>
      {isChecking && (
        <Banner tone="accent" role="status">
          <p>
            <strong>A check goes on.</strong> Its verdict will stand here when it is done.
          </p>
        </Banner>
      )}
      {chosen && <RunEnded job={chosen} />}
      {chosen && model && (
        <OtherModel job={chosen} simulator={model.simulator} title={model.title} />
      )}
      {run === undefined && model && !isChecking && <NeverChecked model={model} />}
      {run !== undefined && trust.kind === 'loading' && (
        <p className="muted">Reading what was checked…</p>
      )}
      {trust.kind === 'failed' && (chosen === undefined || chosen.state === 'finished') && (
        <LoadFailed error={trust.error} onRetry={trust.again} />
      )}
      {run !== undefined && trust.kind === 'loaded' && (
        <Sheet key={trust.value.run} trust={trust.value} isReloading={trust.isReloading} />
      )}
    </>
  );
}

function Sheet({
  trust,
  isReloading,
}: {
  readonly trust: TrustView;
  readonly isReloading: boolean;
}) {
  const { data } = useView();
  const timeUnit = data?.timeUnit ?? 'step';
  const words = Object.fromEntries(
    partWords(trust, timeUnit).map((part) => [part.id, part]),
  ) as Record<PartWords['id'], PartWords>;
  return (
    <div className="stack" aria-busy={isReloading}>
      <VerdictSheet verdict={trust.verdict} />
      <div className="trust-pair">
        <SentenceSheet
          title="What would change the verdict"
          sentences={trust.wouldChange}
          icon="arrow"
          empty="Nothing in particular: no point speaks against it."
        />
        <SentenceSheet
          title="Known weaknesses"
          sentences={notSaid(trust)}
          icon="warning"
          empty="None besides what speaks against it."
        />
      </div>
      <Ahead words={words.ahead} trust={trust} />
      {trust.parts ? (
        <>
          <SimpleForecasts words={words.simple} parts={trust.parts} />
          <ForecastRanges words={words.ranges} parts={trust.parts} />
          <NumberRanges words={words.numbers} parts={trust.parts} />
          <CouldHaveMade words={words.made} parts={trust.parts} />
          <Learned words={words.learned} parts={trust.parts} />
        </>
      ) : (
        <NotLookedAt trust={trust} />
      )}
      <SentenceSheet
        title="What the check takes as given"
        sentences={trust.conditions}
        icon="info"
        empty="Nothing besides the data and the model."
      />
    </div>
  );
}

/** Weaknesses that the verdict does not name already. */
function notSaid({ weaknesses, verdict }: TrustView): readonly string[] {
  const said = new Set([...verdict.facts.map(({ text }) => text), ...verdict.warnings]);
  return weaknesses.filter((text) => !said.has(text));
}
