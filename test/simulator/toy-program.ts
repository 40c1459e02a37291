import type { Declared } from '../../engine/simulator/kernel/declared.ts';
import type { DriverRequest } from '../../engine/simulator/kernel/plan.ts';
import type { ProgramFactory, World } from '../../engine/simulator/program.ts';
import type { Episode } from '../../engine/simulator/simulation.ts';

/** A world whose names are known to the test. */
export type ToyWorld = Omit<World, 'parameters' | 'inputs' | 'levers'> & {
  parameters: Record<string, number>;
  inputs: Record<string, number>;
  levers: Record<string, number>;
};

/** A simulator written as a plain object, so that the driver can be tested without the compiler. */
export interface Toy<State> {
  readonly time?: Declared['time'];
  readonly parameters?: Declared['parameters'];
  readonly inputs?: Declared['inputs'];
  readonly levers?: Declared['levers'];
  readonly outputs: Declared['outputs'];
  readonly start: (row: Record<string, number>, world: ToyWorld) => State;
  readonly modules: readonly {
    readonly name: string;
    readonly step: (state: State, world: ToyWorld) => void;
  }[];
  readonly observe: (state: State, world: ToyWorld) => Record<string, number>;
  readonly rules?: readonly {
    readonly name: string;
    readonly kind: 'conserved' | 'holds';
    readonly value: (state: State, world: ToyWorld) => unknown;
  }[];
}

/** `charge(line)` stands for an injected counter. */
export function toyFactory<State>(
  make: (charge: (line: number) => void) => Toy<State>,
): ProgramFactory {
  return (stop) => {
    let left = 0;
    const toy = make((line) => {
      left--;
      if (left < 0) stop('steps', line);
    });
    const declaration: Declared = {
      time: toy.time ?? { step: 1, substeps: 1 },
      parameters: toy.parameters ?? {},
      inputs: toy.inputs ?? {},
      levers: toy.levers ?? {},
      outputs: toy.outputs,
      modules: toy.modules.map(({ name }) => ({ name })),
      rules: (toy.rules ?? []).map(({ name, kind }) => ({ name, kind })),
    };
    const outputs = Object.keys(toy.outputs);
    return {
      declaration,
      start: (row, world) => toy.start(row as Record<string, number>, world as ToyWorld),
      steps: toy.modules.map(
        ({ step }) =>
          (state, world) =>
            step(state as State, world as ToyWorld),
      ),
      observe: (state, world) => toy.observe(state as State, world as ToyWorld),
      rules: (toy.rules ?? []).map(
        ({ value }) =>
          (state, world) =>
            value(state as State, world as ToyWorld),
      ),
      setBudget: (steps) => {
        left = steps;
      },
      parametersOf: named(Object.keys(declaration.parameters)),
      inputsOf: named(Object.keys(declaration.inputs)),
      leversOf: named(Object.keys(declaration.levers)),
      rowOf: named(outputs),
      writeOutputs: (observed, target, at) => {
        const record = observed as Record<string, number>;
        outputs.forEach((name, i) => {
          target[at + i] = record[name]!;
        });
      },
    };
  };
}

function named(names: readonly string[]) {
  return (values: Float64Array, at: number): unknown =>
    Object.fromEntries(names.map((name, i) => [name, values[at + i]!]));
}

export function episodeOf(
  steps: number,
  series: Partial<Pick<Episode, 'observed' | 'inputs' | 'levers' | 'dates'>> = {},
): Episode {
  return { id: 'e', steps, observed: {}, inputs: {}, levers: {}, ...series };
}

export function requestOf(
  episodes: readonly Episode[],
  rest: Partial<DriverRequest> = {},
): DriverRequest {
  return {
    episodes,
    parameters: new Float64Array(0),
    sets: 1,
    replications: 1,
    mode: { kind: 'rollout' },
    seed: 1,
    streams: 'common',
    ...rest,
  };
}

/** How many runs a request has. */
export const runsOf = (request: DriverRequest): number =>
  request.sets * request.episodes.length * request.replications;
