import type { CalibrationView } from '../../../engine/studio/contract/calibration-view.ts';
import { keepEqual } from '../../state/keep-equal.ts';
import { useStanding, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { useLoaded } from '../../state/use-loaded.ts';

/** The fit of the model that a person made this one from; undefined: there is none, or it is not known yet. */
export function useParentFit(simulator: string): CalibrationView | undefined {
  const { client } = useApp();
  const { project, simulators } = useView();
  const standing = useStanding((state) => state.standing);
  const own = simulators.find(({ id }) => id === simulator);
  const parent = own?.proposer === 'person' ? own.parent : null;
  const known = standing?.simulators.find((one) => one.simulator === parent);
  const key = known && JSON.stringify([project, known.simulator, known.calibration]);
  const fit = useLoaded(key, (signal) =>
    client.call('calibrations.read', { project, simulator: parent ?? '' }, { signal }),
  );
  return key !== undefined && fit.kind === 'loaded' && fit.value.simulator === parent
    ? fit.value
    : undefined;
}

/** Names of the numbers whose possible range is another than in `parent`. */
export function changedNumbers(
  { parameters }: CalibrationView,
  parent: CalibrationView | undefined,
): ReadonlySet<string> {
  const changed = parameters.filter(({ name, prior }) => {
    const before = parent?.parameters.find((number) => number.name === name);
    return before !== undefined && keepEqual(before.prior, prior) !== before.prior;
  });
  return new Set(changed.map(({ name }) => name));
}
