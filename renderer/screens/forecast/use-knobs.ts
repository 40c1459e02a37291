/** What can be moved: levers of the model in use, and its numbers around what was calibrated. */
import { useStanding, useSubject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { type Loaded, useLoaded } from '../../state/use-loaded.ts';
import { stepOf } from '../project/number-step.ts';

export interface Knob {
  readonly name: string;
  readonly meaning: string;
  readonly unit: string;
  readonly kind: 'lever' | 'number';
  /** Without the person's doing. */
  readonly usual: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly isWhole: boolean;
}

export interface Knobs {
  readonly levers: readonly Knob[];
  readonly numbers: readonly Knob[];
  /** Outputs of the model, for lines. */
  readonly outputs: readonly { readonly name: string; readonly unit: string }[];
  readonly hasInputs: boolean;
}

/** Of structures with weights, the knobs of the heaviest; what others do not know they leave alone. */
export function useKnobs(): Loaded<Knobs> {
  const { client } = useApp();
  const { project } = useView();
  const subject = useSubject();
  const heaviest = useStanding((state) => state.standing?.mixture?.structures[0]?.simulator);
  const simulator = subject?.kind === 'simulator' ? subject.simulator : heaviest;
  const run = subject?.kind === 'mixture' ? subject.run : undefined;
  const key = simulator && JSON.stringify([project, simulator, run]);
  return useLoaded(key, async (signal) => {
    const id = simulator ?? '';
    const [structure, calibration] = await Promise.all([
      client.call(
        'structures.read',
        { project, of: { kind: 'simulator', simulator: id } },
        { signal },
      ),
      client.call(
        'calibrations.read',
        { project, ...(run === undefined ? { simulator: id } : { run }) },
        { signal },
      ),
    ]);
    return {
      levers: structure.levers.map((lever): Knob => {
        const { name, meaning, unit, low: min, high: max, integer } = lever;
        const step = integer ? 1 : stepOf(min, max);
        return {
          ...{ name, meaning, unit, kind: 'lever', usual: lever.default, min, max, step },
          isWhole: integer,
        };
      }),
      numbers: calibration.parameters.map(numberKnob),
      outputs: structure.outputs.map(({ name, unit }) => ({ name, unit })),
      hasInputs: structure.graph.nodes.some(({ kind }) => kind === 'input'),
    };
  });
}

interface Fitted {
  readonly name: string;
  readonly meaning: string;
  readonly unit: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly prior: { readonly kind: string };
  readonly priorLow: number;
  readonly priorHigh: number;
}

/** As far to each side as three calibrated ranges, within what was possible; a quarter of the value where there is no range. */
function numberKnob(fitted: Fitted): Knob {
  const { name, meaning, unit, value, low, high, prior, priorLow, priorHigh } = fitted;
  const isWhole = prior.kind === 'integer';
  const reach = Math.max(3 * (high - low), Math.abs(value) / 4, isWhole ? 2 : 0);
  const [least, most] = [Math.min(priorLow, low), Math.max(priorHigh, high)];
  const min = tidy(Math.max(least, value - reach), isWhole);
  const max = tidy(Math.min(most, value + reach), isWhole);
  const step = isWhole ? 1 : stepOf(min, max);
  return { ...{ name, meaning, unit, kind: 'number', usual: value, min, max, step }, isWhole };
}

function tidy(value: number, isWhole: boolean): number {
  return isWhole ? Math.round(value) : Number(value.toPrecision(4));
}
