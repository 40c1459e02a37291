/** Stated totals ('512 of the 763 boys had fallen ill') beside what a model gives, and as one more observation. */
import type { Declaration } from '../simulator/declaration.ts';
import type { Episode } from '../simulator/simulation.ts';
import { checkFact, type FactCheck } from '../trust/facts.ts';
import type { Fact } from './clues.ts';
import { type CalibratedModel, freeRun, nearestRuns } from './free-run.ts';

/** The output that a stated total is compared with. */
const OUTPUT_OF = { 'ever-ill': 'ever_ill' } as const satisfies Record<Fact['quantity'], string>;

/** Runs, and the share of them that is looked at. */
const RUNS = 400;
const NEAREST = 0.25;

/**
 * Totals at twice the observed time, when a wave has had time to end, of the quarter of the runs that lie
 * nearest to the data: a run in which the infection died out on the first day says nothing of this wave.
 */
export async function checkFacts(
  model: CalibratedModel,
  episodes: readonly Episode[],
  facts: readonly Fact[],
): Promise<FactCheck[]> {
  const known = comparable(model.compiled.declaration, facts);
  const [episode] = episodes;
  if (known.length === 0 || episode === undefined) return [];
  const run = await freeRun(model, [extended(episode)], RUNS);
  const nearest = nearestRuns(run, NEAREST);
  return known.map(({ quantity, value, population }) => {
    const totals = run.lastRow(OUTPUT_OF[quantity]);
    const simulated = Float64Array.from(nearest, (member) => totals[member] ?? Number.NaN);
    return checkFact({ name: quantity.replace('-', ' '), value, of: population }, simulated);
  });
}

/** Stated totals as observations of a calibration. */
export interface FactData {
  readonly episodes: readonly Episode[];
  /** A tenth of the total is worth as much as an error of an output's own spread. */
  readonly scales: Readonly<Record<string, number>>;
}

/** Each episode goes on to twice its time, where the total is observed. The same episodes where nothing is stated. */
export function factsAsData(
  episodes: readonly Episode[],
  declaration: Declaration,
  facts: readonly Fact[],
): FactData {
  const known = comparable(declaration, facts);
  if (known.length === 0) return { episodes, scales: {} };
  const totals = known.map(({ quantity, value }) => [OUTPUT_OF[quantity], value] as const);
  return {
    episodes: episodes.map((episode) => {
      const longer = extended(episode);
      const observed = totals.map(
        ([output, value]) => [output, onlyLast(longer.steps + 1, value)] as const,
      );
      return { ...longer, observed: { ...longer.observed, ...Object.fromEntries(observed) } };
    }),
    scales: Object.fromEntries(totals.map(([output, value]) => [output, value / 10])),
  };
}

/** A model with inputs cannot run past its data, so nothing can be said of the end. */
function comparable({ outputs, inputs }: Declaration, facts: readonly Fact[]): readonly Fact[] {
  if (Object.keys(inputs).length > 0) return [];
  return facts.filter(({ quantity }) => outputs[OUTPUT_OF[quantity]] !== undefined);
}

function extended({ dates: _dates, ...episode }: Episode): Episode {
  const steps = 2 * episode.steps;
  const longer = (series: Readonly<Record<string, Float64Array>>) =>
    Object.fromEntries(
      Object.entries(series).map(([name, values]) => {
        const result = new Float64Array(steps + 1).fill(Number.NaN);
        result.set(values);
        return [name, result];
      }),
    );
  return { ...episode, steps, observed: longer(episode.observed), levers: longer(episode.levers) };
}

function onlyLast(rows: number, value: number): Float64Array {
  const values = new Float64Array(rows).fill(Number.NaN);
  values[rows - 1] = value;
  return values;
}
