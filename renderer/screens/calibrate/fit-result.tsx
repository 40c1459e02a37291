import { useMemo } from 'react';
import type { CalibrationView } from '../../../engine/studio/contract/calibration-view.ts';
import type { JobSummary } from '../../../engine/studio/contract/job-view.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useStanding, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { useLoaded } from '../../state/use-loaded.ts';
import { OtherModel } from '../project/other-model.tsx';
import { RunEnded } from '../project/run-ended.tsx';
import type { OneModel } from '../project/use-one-model.ts';
import { Apart } from './apart.tsx';
import { ChangedAgainst } from './changed-against.tsx';
import { FitNotes } from './fit-notes.tsx';
import { NumberTable } from './number-table.tsx';
import { PairSheet } from './pair-sheet.tsx';
import { changedNumbers, useParentFit } from './use-parent-fit.ts';

interface Props {
  readonly target: OneModel;
  /** A fit of the past; undefined: the last one of the model in use. */
  readonly chosen: JobSummary | undefined;
}

/** What came of a fit. */
export function FitResult({ target, chosen }: Props) {
  const { client } = useApp();
  const { project } = useView();
  const standing = useStanding((state) => state.standing);
  const known = standing?.simulators.find(({ simulator }) => simulator === target.simulator);
  const of = chosen ? { run: chosen.job } : { simulator: target.simulator };
  const key = JSON.stringify([project, of, chosen ? chosen.ended : known?.calibration]);
  const wasFitted = chosen !== undefined || known !== undefined;
  const fit = useLoaded(wasFitted ? key : undefined, (signal) =>
    client.call('calibrations.read', { project, ...of }, { signal }),
  );
  return (
    <>
      {chosen && <RunEnded job={chosen} />}
      {chosen && <OtherModel job={chosen} simulator={target.simulator} title={target.title} />}
      {fit.kind === 'failed' && !(chosen && chosen.state !== 'finished') && (
        <LoadFailed error={fit.error} onRetry={fit.again} />
      )}
      {fit.kind === 'loading' &&
        (wasFitted ? <p className="muted">Reading the numbers…</p> : <NotFitted target={target} />)}
      {fit.kind === 'loaded' && <Fitted fit={fit.value} isReloading={fit.isReloading} />}
    </>
  );
}

function Fitted({
  fit,
  isReloading,
}: {
  readonly fit: CalibrationView;
  readonly isReloading: boolean;
}) {
  const parent = useParentFit(fit.simulator);
  const changed = useMemo(() => changedNumbers(fit, parent), [fit, parent]);
  return (
    <div className="stack" aria-busy={isReloading}>
      <Unchecked run={fit.run} />
      <NumberTable key={`table ${fit.run}`} fit={fit} changed={changed} />
      {parent && changed.size > 0 && <ChangedAgainst fit={fit} parent={parent} changed={changed} />}
      <Apart fit={fit} />
      <PairSheet key={`pairs ${fit.run}`} fit={fit} />
      <FitNotes fit={fit} />
    </div>
  );
}

/** Where the numbers of the model in use were never checked: the way there. */
function Unchecked({ run }: { readonly run: string }) {
  const { route } = useApp();
  const isUnchecked = useStanding((state) =>
    state.standing?.simulators.some(
      ({ calibration, verdict }) => calibration === run && verdict === null,
    ),
  );
  if (!isUnchecked) return null;
  return (
    <Banner
      tone="plain"
      actions={
        <Button size="small" icon="arrow" onPress={() => route.getState().goStep('trust')}>
          Go to Trust
        </Button>
      }
    >
      <p>Nobody checked yet whether a model with these numbers can be trusted.</p>
    </Banner>
  );
}

function NotFitted({ target }: { readonly target: OneModel }) {
  return (
    <section className="sheet" aria-labelledby="not-fitted">
      <div className="sheet-head">
        <h2 id="not-fitted">Nothing was fitted yet</h2>
      </div>
      <div className="sheet-body stack model-empty">
        <p>
          The numbers of {target.title} are still those that its model assumes. Press{' '}
          <strong>Fit the numbers</strong> to find which of them your data allow.
        </p>
      </div>
    </section>
  );
}
