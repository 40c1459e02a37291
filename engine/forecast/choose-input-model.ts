/** Which input model to take where nobody says: the one that would have told the newest recorded inputs best. */
import { openRandom } from '../calibrate/streams.ts';
import { crps } from '../score/crps.ts';
import { ForecastError } from './error.ts';
import { BLOCK, INPUT_MODELS, type InputTask, type ListedModel } from './input-model.ts';

/** Seasons before the end of the history from which inputs are told that are already known. */
const ORIGINS = 6;
const PATHS = 40;

/**
 * Of the models that draw (they carry the uncertainty of the inputs) the one with the lowest continuous ranked
 * probability score over rolling origins of the history, in units of each input's mean size. The last value where the
 * history is too short for any. `seed`: of the paths drawn.
 */
export function chooseInputModel(tasks: readonly InputTask[], seed: number): ListedModel {
  const drawing = INPUT_MODELS.filter(
    (model) => model.isRandom && tasks.every((task) => canOpen(model, task)),
  );
  const scored = drawing.map((model) => ({
    model,
    score: tasks.reduce((sum, task) => sum + pastScore(model, task, seed), 0),
  }));
  const best = scored.toSorted((a, b) => a.score - b.score)[0];
  return best?.model ?? INPUT_MODELS[0];
}

function canOpen(model: ListedModel, task: InputTask): boolean {
  try {
    model.open(task);
    return true;
  } catch (error) {
    if (error instanceof ForecastError) return false;
    throw error;
  }
}

/** Mean score; Infinity where no origin leaves the model enough history. */
function pastScore(model: ListedModel, task: InputTask, seed: number): number {
  const length = task.season ?? BLOCK;
  const recorded = Math.max(0, ...Object.values(task.history).map((values) => values.length));
  let sum = 0;
  let count = 0;
  for (let back = 1; back <= ORIGINS; back++) {
    const known = recorded - back * length;
    const past: InputTask = {
      ...task,
      history: Object.fromEntries(
        Object.entries(task.history).map(([name, values]) => [
          name,
          values.slice(0, Math.max(0, known)),
        ]),
      ),
      rows: Math.min(task.rows, back * length),
    };
    if (known < 1 || !canOpen(model, past)) continue;
    sum += scoreOnce(model, past, task.history, seed);
    count++;
  }
  return count === 0 ? Number.POSITIVE_INFINITY : sum / count;
}

function scoreOnce(
  model: ListedModel,
  past: InputTask,
  truth: InputTask['history'],
  seed: number,
): number {
  const draw = model.open(past);
  const paths = Array.from({ length: PATHS }, (_, path) =>
    draw(openRandom(seed, 'choose-inputs', path)),
  );
  const scores = Object.entries(truth).map(([name, values]) => {
    const ahead = values.slice(past.history[name]!.length).subarray(0, past.rows);
    let [sum, size] = [0, 0];
    ahead.forEach((value, row) => {
      if (Number.isNaN(value)) return;
      sum += crps(
        Float64Array.from(paths, (path) => path[name]![row]!),
        value,
      );
      size += Math.abs(value);
    });
    return size > 0 ? sum / size : sum;
  });
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
}
