import { useState } from 'react';
import type { CalibrationView } from '../../../engine/studio/contract/calibration-view.ts';
import { Button } from '../../components/button.tsx';
import { Window } from '../../components/window.tsx';
import { keepEqual } from '../../state/keep-equal.ts';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { plainName } from '../../words/numbers.ts';
import { type Prior, priorWords } from '../../words/prior-words.ts';
import { useStartRun } from '../project/use-start-run.ts';
import { problemOf } from './prior-fields.ts';
import { RangeForm } from './range-form.tsx';

type Priors = Readonly<Record<string, Prior>>;

interface Props {
  readonly fit: CalibrationView;
  onClose(): void;
}

/** Other possible ranges for the numbers of a model, and the fit again with them: the model as it was stays. */
export function RangesWindow({ fit, onClose }: Props) {
  const [edited, setEdited] = useState<Priors>({});
  const { isStarting, whyNot, fitAgain } = useFitAgain(fit, onClose);
  const changes = fit.parameters.flatMap(({ name, unit, prior }) => {
    const next = edited[name];
    if (next === undefined || keepEqual(prior, next) === prior) return [];
    return [{ name, unit, before: prior, next }];
  });
  const isWrong = changes.some(({ next }) => problemOf(next) !== undefined);
  return (
    <Window
      title="What is possible"
      isWide
      onClose={onClose}
      foot={
        <>
          <span className="small muted foot-words" role="status">
            {whyNot ?? footWords(changes.length, isWrong)}
          </span>
          <Button onPress={onClose}>Keep it as it is</Button>
          <Button
            look="primary"
            icon="play"
            isDisabled={changes.length === 0 || isWrong || isStarting || whyNot !== undefined}
            onPress={() =>
              void fitAgain(Object.fromEntries(changes.map(({ name, next }) => [name, next])))
            }
          >
            Fit again with these ranges
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>
          What each number may be before the data are looked at. If you know better, change it: a
          new model is made and fitted, and {fit.title} stays as it is.
        </p>
        <ul className="range-forms">
          {fit.parameters.map((number) => (
            <RangeForm
              key={number.name}
              number={number}
              prior={edited[number.name] ?? number.prior}
              onChange={(prior) => setEdited((before) => ({ ...before, [number.name]: prior }))}
            />
          ))}
        </ul>
        {changes.length > 0 && <Changes changes={changes} />}
      </div>
    </Window>
  );
}

function Changes({
  changes,
}: {
  readonly changes: readonly {
    readonly name: string;
    readonly unit: string;
    readonly before: Prior;
    readonly next: Prior;
  }[];
}) {
  return (
    <section className="stack tight" aria-labelledby="range-changes">
      <h3 id="range-changes">Your changes</h3>
      <ul className="range-changes">
        {changes.map(({ name, unit, before, next }) => (
          <li key={name}>
            <strong>{plainName(name)}</strong>: {priorWords(next, unit)}{' '}
            <span className="muted">instead of {priorWords(before, unit)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function footWords(changes: number, isWrong: boolean): string {
  if (changes === 0) return 'Nothing changed yet';
  if (isWrong) return 'Mend what is marked first';
  return changes === 1 ? 'One range changed' : `${changes} ranges changed`;
}

/** Makes the new model and starts its fit on the rows of the fit before, and in its way where a person chose that. */
function useFitAgain({ simulator, rows, method }: CalibrationView, onStarted: () => void) {
  const app = useApp();
  const { project } = useView();
  const { whyNot, start } = useStartRun();
  const [isStarting, setStarting] = useState(false);
  const way = method.because === null ? method.id : 'auto';
  const fitAgain = async (priors: Priors) => {
    setStarting(true);
    const made = await app.attempt(() =>
      app.client.call('simulators.change-priors', { project, simulator, priors }),
    );
    const job = made && (await start({ kind: 'calibrate', simulator: made.id, rows, method: way }));
    setStarting(false);
    if (job !== undefined) onStarted();
  };
  return { isStarting, whyNot, fitAgain };
}
