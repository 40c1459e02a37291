/** Why a check of rows that were not seen may mean less than it seems. */
import type { OutputCheck } from './forecast-check.ts';
import type { RollingOriginCheck } from './rolling-origin.ts';

/** `turn`: what would lift it, a sentence. */
interface Limit {
  readonly text: string;
  readonly turn: string;
}

/** With fewer independent observations than this, no share of them means much. */
const ENOUGH_POINTS = 20;
const ENOUGH_ORIGINS = 4;

const UNCHECKED: Limit = {
  text: 'It was not tested on values it had not seen. Keep the last rows back and check the model on them.',
  turn: 'If the last rows were kept back and it was right about them, it could be trusted.',
};

/** Empty where nothing limits it. */
export function limitsOf(check: RollingOriginCheck | undefined): readonly Limit[] {
  return check === undefined
    ? [UNCHECKED]
    : check.rolling.outputs.flatMap((output) => limitsOfOutput(output, check));
}

function limitsOfOutput(
  { output, origins, missing }: OutputCheck,
  { rolling, timeUnit }: RollingOriginCheck,
): Limit[] {
  const limits: Limit[] = [];
  const values = new Set(
    rolling.points
      .filter((point) => point.output === output)
      .map((point) => `${point.episode} ${point.origin + point.horizon}`),
  ).size;
  if (values < ENOUGH_POINTS) {
    limits.push({
      text: `${output}: only ${values} values could be checked; below ${ENOUGH_POINTS} the shares say little.`,
      turn: `If at least ${ENOUGH_POINTS} values of ${output} could be checked, not ${values}, the shares would count: keep more rows back.`,
    });
  }
  if (origins < ENOUGH_ORIGINS) {
    limits.push({
      text:
        `${output}: forecasts started on only ${origins} ${timeUnit}s; with fewer than ` +
        `${ENOUGH_ORIGINS} one lucky start decides.`,
      turn: `If forecasts of ${output} started on at least ${ENOUGH_ORIGINS} ${timeUnit}s, not ${origins}, luck would decide less: keep more rows back.`,
    });
  }
  if (missing > 0) {
    limits.push({
      text: `${output}: for ${missing} values every run broke; they are not in the scores.`,
      turn: `If the model ran for the ${missing} values of ${output} for which every run broke, they could be scored.`,
    });
  }
  return limits;
}
