/** What the quantities of an aim are called in sentences. */
import type { Declaration } from '../../simulator/declaration.ts';
import { plainNames } from '../plain-names.ts';
import type { Means } from '../schemas/means.ts';

export interface NamedSeries {
  readonly name: string;
  /** In the middle of a sentence; no two quantities share them. */
  readonly words: string;
  /** '' where there is none. */
  readonly unit: string;
  readonly kind: 'output' | 'lever' | 'resource';
  /** Of a resource: whether it can fall short of a result that it serves. */
  readonly serves: boolean;
}

export interface AimNames {
  readonly series: readonly NamedSeries[];
  /** As it is written behind a number. */
  readonly currency: string;
  /** 'day'; 'step' where a row is several of them. */
  readonly timeUnit: string;
}

/** Outputs of all structures, levers, resources. */
export function aimNames(declarations: readonly Declaration[], means: Means): AimNames {
  const nameOf = plainNames(declarations, means.resources);
  const named = (kind: 'output' | 'lever', name: string): NamedSeries => ({
    ...{ name, kind, serves: false },
    ...nameOf(kind, name),
  });
  const all = [
    ...declarations.flatMap(({ outputs }) =>
      Object.keys(outputs).map((one) => named('output', one)),
    ),
    ...declarations.flatMap(({ levers }) => Object.keys(levers).map((one) => named('lever', one))),
    ...means.resources.map(
      ({ name, serves }): NamedSeries => ({
        ...named('lever', name),
        ...{ kind: 'resource', serves: serves !== null },
      }),
    ),
  ];
  const { unit = 'step', step = 1 } = declarations[0]?.time ?? {};
  return {
    series: [...new Map(all.map((one) => [one.name, one])).values()],
    currency: means.costs.currency,
    timeUnit: step === 1 ? unit : 'step',
  };
}
