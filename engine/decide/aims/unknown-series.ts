/** Whether a quantity that people want something of can be told of all structures. */
import type { Declaration } from '../../simulator/declaration.ts';
import type { Series } from '../schemas/aim.ts';
import type { Means } from '../schemas/means.ts';

export interface NamedDeclaration {
  /** What people call the structure. */
  readonly name: string;
  readonly declaration: Pick<Declaration, 'outputs' | 'levers'>;
}

export interface SeriesProblem {
  readonly message: string;
  readonly hint: string;
}

/** Why it cannot; undefined where it can. Outputs are those of all structures; a lever may be one of some. */
export function unknownSeries(
  series: Series,
  structures: readonly NamedDeclaration[],
  { resources }: Pick<Means, 'resources'>,
): SeriesProblem | undefined {
  switch (series.kind) {
    case 'cost':
      return undefined;
    case 'shortage': {
      const resource = resources.find(({ name }) => name === series.resource);
      if (resource === undefined) {
        const hint = 'Choose one of those that you can provide.';
        return { message: `resource: no ${series.resource}`, hint };
      }
      return resource.serves === null
        ? { message: `shortage of ${series.resource}: it serves no result`, hint: 'Say which.' }
        : unknownOutput(resource.serves.output, structures);
    }
    case 'named': {
      const { name } = series;
      const isSet =
        resources.some((one) => one.name === name) ||
        structures.some(({ declaration }) => Object.hasOwn(declaration.levers, name));
      return isSet ? undefined : unknownOutput(name, structures);
    }
    default:
      return series satisfies never;
  }
}

function unknownOutput(
  name: string,
  structures: readonly NamedDeclaration[],
): SeriesProblem | undefined {
  const without = structures.filter(({ declaration }) => !Object.hasOwn(declaration.outputs, name));
  if (without.length === 0) return undefined;
  if (without.length === structures.length) {
    const names = new Set(structures.flatMap((one) => Object.keys(one.declaration.outputs)));
    return {
      message: `result, lever or resource: no ${name}`,
      hint: `Results are: ${[...names].join(', ')}.`,
    };
  }
  return {
    message: `result: no ${name} in ${without.map((one) => one.name).join(', ')}`,
    hint: 'Choose a result that all structures have, or take one simulator instead.',
  };
}
