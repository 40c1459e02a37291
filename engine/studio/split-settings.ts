import type { Declaration } from '../simulator/declaration.ts';
import type { LeverPolicy } from '../simulator/simulation.ts';
import { UseCaseError } from './use-case-error.ts';

/** What a person sets, told apart: parameters by value, levers as constant policies. Throws UseCaseError 'unknown-parameter'. */
export function splitSettings(
  set: Readonly<Record<string, number>>,
  { parameters: known, levers }: Declaration,
) {
  const parameters: Record<string, number> = {};
  const policies: Record<string, LeverPolicy> = {};
  for (const [name, value] of Object.entries(set)) {
    if (Object.hasOwn(known, name)) parameters[name] = value;
    else if (Object.hasOwn(levers, name)) policies[name] = { kind: 'constant', value };
    else {
      const names = [...Object.keys(known), ...Object.keys(levers)];
      throw new UseCaseError('unknown-parameter', `parameter or lever: no ${name}`, {
        hint: `One of: ${names.join(', ')}.`,
      });
    }
  }
  return { parameters, policies };
}
