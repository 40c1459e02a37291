import type { Declaration } from '../simulator/declaration.ts';

/** Outputs that all structures have, in the order of the first: those that can be told of all of them together. */
export function outputsOfAll(declarations: readonly Pick<Declaration, 'outputs'>[]): string[] {
  return Object.keys(declarations[0]?.outputs ?? {}).filter((name) =>
    declarations.every(({ outputs }) => Object.hasOwn(outputs, name)),
  );
}

/** One sentence for each output that only some have. `names`: what people call the structures. */
export function outputsLeftOut(
  declarations: readonly Pick<Declaration, 'outputs'>[],
  names: readonly string[],
): string[] {
  const all = new Set(declarations.flatMap(({ outputs }) => Object.keys(outputs)));
  return [...all].flatMap((output) => {
    const without = names.filter((_, k) => {
      const outputs = declarations[k]?.outputs;
      return outputs !== undefined && !Object.hasOwn(outputs, output);
    });
    return without.length === 0
      ? []
      : [`${output}: not among the results of ${without.join(', ')}, so it is left out.`];
  });
}
