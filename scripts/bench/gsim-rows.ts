/** What the runs of an environment say, as rows of the report: means over seeds, the seeds beside them. */
import type { GsimEnvironment } from '../../engine/benchmark/gsim/environments.ts';
import type { CompiledSimulator } from '../../engine/simulator/compile/compile-simulator.ts';
import type { EnvironmentRun } from './gsim-environment.ts';
import { EXCESS_TARGET, LINKS_TARGET, SHIFT_FACTOR, WASSERSTEIN } from './gsim-figures.ts';
import type { Scores } from './gsim-scores.ts';
import type { Row } from './report.ts';

/** The row that the targets are for. */
const MAIN = 'es';

export function rowsOfEnvironment(
  environment: GsimEnvironment,
  runs: readonly EnvironmentRun[],
  linksOf: (compiled: CompiledSimulator) => number,
): Row[] {
  const names = [...(runs[0]?.scores.keys() ?? [])];
  return [
    ...names.flatMap((name) => scoreRows(environment.id, name, runs)),
    ...methodRows(environment.id, runs, linksOf),
    ...environment.shifts.flatMap(({ id, words }) => shiftRows(environment.id, id, words, runs)),
    {
      ...{ id: `gsim.${environment.id}.scoring.seconds`, unit: 's', better: 'lower' },
      ...over(
        runs.map(({ scoring }) => scoring),
        'the metric alone, all methods and shifts',
      ),
    },
  ];
}

function scoreRows(
  environment: GsimEnvironment['id'],
  name: string,
  runs: readonly EnvironmentRun[],
): Row[] {
  const scores = runs.flatMap(({ scores: all }) => all.get(name) ?? []);
  const id = `gsim.${environment}.${name}`;
  const distance = { unit: '1-Wasserstein distance', better: 'lower' } as const;
  const of = (value: (one: Scores) => number, about = '') => over(scores.map(value), about);
  const rows: Row[] = [
    {
      id: `${id}.w`,
      ...distance,
      ...of((one) => one.wasserstein, WASSERSTEIN[name]?.[environment]),
    },
    {
      id: `${id}.mmd`,
      unit: 'squared MMD',
      better: 'lower',
      ...of((one) => one.mmd, 'biased estimate, kernel width .2; beside the floor'),
    },
    {
      id: `${id}.mse`,
      unit: 'squared unit',
      better: 'lower',
      ...of((one) => one.mse, 'rewards too little spread: no target'),
    },
  ];
  if (name === 'floor') return rows;
  const target = name === MAIN ? { target: EXCESS_TARGET[environment] } : {};
  return [
    { id: `${id}.excess`, ...distance, ...target, ...of((one) => one.excess, errorsOf(scores)) },
    ...rows,
  ];
}

function methodRows(
  environment: GsimEnvironment['id'],
  runs: readonly EnvironmentRun[],
  linksOf: (compiled: CompiledSimulator) => number,
): Row[] {
  return (runs[0]?.methods ?? []).flatMap(({ id: name }): Row[] => {
    const methods = runs.flatMap((run) => run.methods.filter(({ id }) => id === name));
    const id = `gsim.${environment}.${name}`;
    const links = methods.flatMap(({ parts }) => {
      const heaviest = parts.toSorted((a, b) => b.weight - a.weight)[0];
      return heaviest === undefined ? [] : [linksOf(heaviest.candidate.compiled)];
    });
    const target = name === MAIN ? { target: LINKS_TARGET } : {};
    return [
      {
        ...{ id: `${id}.seconds`, unit: 's', better: 'lower' },
        ...over(
          methods.map(({ seconds }) => seconds),
          'wall time, with all that comes before it',
        ),
      },
      {
        ...{ id: `${id}.simulations`, unit: 'runs', better: 'lower' },
        ...over(
          methods.map(({ simulations }) => simulations),
          'free runs, or single steps from all rows of a record',
        ),
      },
      {
        ...{ id: `${id}.links.f1`, unit: 'F1', better: 'higher' },
        ...target,
        ...over(links, 'links between columns; of a mixture, of its heaviest structure'),
      },
    ];
  });
}

function shiftRows(
  environment: GsimEnvironment['id'],
  shift: string,
  words: string,
  runs: readonly EnvironmentRun[],
): Row[] {
  const usual = runs.flatMap(({ scores }) => scores.get(MAIN) ?? []);
  const names = [...(runs[0]?.shifted.get(shift)?.keys() ?? [])];
  return names
    .filter((name) => name !== 'floor')
    .map((name): Row => {
      const scores = runs.flatMap(({ shifted }) => shifted.get(shift)?.get(name) ?? []);
      const without = scores.filter(({ shifted }) => !shifted).length;
      const about = [
        words,
        ...(without > 0 ? [`no handle on it in ${without} of ${scores.length}: as it is`] : []),
        errorsOf(scores),
      ];
      // Where the excess is nothing but chance, twice nothing is no target.
      const limit = SHIFT_FACTOR * Math.max(mean(usual.map(excessOf)), mean(usual.map(errorOf)));
      return {
        id: `gsim.${environment}.ood.${shift}.${name === MAIN ? '' : `${name}.`}excess`,
        ...{ unit: '1-Wasserstein distance', better: 'lower' },
        ...(name === MAIN && { target: limit }),
        ...over(scores.map(excessOf), about.join('; ')),
      };
    });
}

const excessOf = ({ excess }: Scores): number => excess;
const errorOf = ({ excessError }: Scores): number => excessError;

function errorsOf(scores: readonly Scores[]): string {
  const missing = mean(scores.map((one) => one.missing));
  return [
    `standard error within a seed ${mean(scores.map(errorOf)).toPrecision(2)}`,
    ...(missing > 0
      ? [`${(100 * missing).toPrecision(2)} % of the numbers not given, taken as 0`]
      : []),
  ].join('; ');
}

/** The mean, and the values of the seeds. */
function over(values: readonly number[], about = ''): Pick<Row, 'value' | 'reference'> {
  const each = values.map((value) => value.toPrecision(3)).join(' ');
  return {
    value: mean(values),
    reference: [...(values.length > 1 ? [`by seed: ${each}`] : []), ...(about ? [about] : [])].join(
      '; ',
    ),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
