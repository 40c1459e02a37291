/** What a person sets, where structures may not all have the parameter or lever. */
import type { Declaration } from '../simulator/declaration.ts';
import { splitSettings } from './split-settings.ts';
import { UseCaseError } from './use-case-error.ts';

type Settings = Readonly<Record<string, number>>;
type Known = Pick<Declaration, 'parameters' | 'levers'>;

/**
 * For each structure the settings that it knows (splitSettings). Throws UseCaseError 'unknown-parameter' for a name that
 * none of them knows.
 */
export function splitMixedSettings(set: Settings, declarations: readonly Declaration[]) {
  const all: Known = {
    parameters: Object.assign({}, ...declarations.map(({ parameters }) => parameters)),
    levers: Object.assign({}, ...declarations.map(({ levers }) => levers)),
  };
  const unknown = Object.keys(set).find((name) => !knows(all, name));
  if (unknown !== undefined) {
    const names = [...Object.keys(all.parameters), ...Object.keys(all.levers)];
    throw new UseCaseError('unknown-parameter', `parameter or lever: no ${unknown}`, {
      hint: `One of: ${names.join(', ')}.`,
    });
  }
  return declarations.map((declaration) =>
    splitSettings(
      Object.fromEntries(Object.entries(set).filter(([name]) => knows(declaration, name))),
      declaration,
    ),
  );
}

/** One sentence for each setting that some structures do not know. `names`: what people call the structures. */
export function ignoredSettings(
  set: Settings,
  declarations: readonly Known[],
  names: readonly string[],
): string[] {
  return Object.entries(set).flatMap(([name, value]) => {
    const without = names.filter((_, k) => {
      const declaration = declarations[k];
      return declaration !== undefined && !knows(declaration, name);
    });
    return without.length === 0
      ? []
      : [`${name} = ${value}: not known to ${without.join(', ')}; there it changes nothing.`];
  });
}

function knows({ parameters, levers }: Known, name: string): boolean {
  return Object.hasOwn(parameters, name) || Object.hasOwn(levers, name);
}
