/** What a person should know of simulations before trusting what was learned from them. */
import type { Simulated } from './simulated.ts';
import type { InferenceTask } from './task.ts';

export const UNINFORMED = 'No simulated number depends on a parameter: these are the priors.';
export const STOPPED_EARLY = 'Stopped before anything was learned: these are the priors.';

/** Simulated sets for each parameter below which a posterior is a rough guess. */
const FEW = 200;
/** A place lies outside when it is beyond all simulations by this share of their range. */
const MARGIN = 0.05;
const NAMED = 3;

export function notesOf(
  task: InferenceTask,
  { parameters, x, valid, tried, failures }: Simulated,
): string[] {
  const notes: string[] = [];
  const failed = tried - valid;
  if (failed > 0) {
    const reasons = Object.entries(failures).map(([reason, count]) => `${reason}: ${count}`);
    notes.push(
      `${failed} of ${tried} parameter sets gave no result (${reasons.join(', ')}): the posterior is that of the priors without them.`,
    );
  }
  if (parameters.length > 0 && valid < FEW * task.names.length) {
    notes.push(`Only ${valid} simulations for ${task.names.length} parameters: a rough guess.`);
  }
  const outside = placesOutside(task, x, valid);
  if (outside.length > 0) {
    const named = outside.slice(0, NAMED).join('; ');
    const more = outside.length > NAMED ? `; and ${outside.length - NAMED} more` : '';
    notes.push(`The observed data lie outside of what the prior can simulate: ${named}${more}.`);
  }
  return notes;
}

/** Labels of what was observed beyond the range of all simulations; members are looked at together. */
function placesOutside(
  { observations, members, observed, labels }: InferenceTask,
  x: Float64Array,
  count: number,
): string[] {
  if (count === 0) return [];
  const width = members * observations;
  return Array.from({ length: observations }, (_, place) => place).flatMap((place) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const seen: number[] = [];
    for (let member = 0; member < members; member++) {
      const at = member * observations + place;
      if (!Number.isFinite(observed[at]!)) continue;
      seen.push(observed[at]!);
      for (let row = 0; row < count; row++) {
        low = Math.min(low, x[row * width + at]!);
        high = Math.max(high, x[row * width + at]!);
      }
    }
    const margin = MARGIN * (high - low);
    const far = seen.find((value) => value < low - margin || value > high + margin);
    if (far === undefined) return [];
    const label = labels?.[place] ?? `number ${place + 1}`;
    return [`${label} is ${round(far)}, simulated are ${round(low)} to ${round(high)}`];
  });
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}
