/** A simulator again with other ranges of what is possible, as a new simulator of the project. */
import { isDeepStrictEqual } from 'node:util';
import { CalibrationError } from '../calibrate/error.ts';
import { type PriorDistribution, priorDistribution } from '../calibrate/prior.ts';
import type { Project } from '../project/project.ts';
import { compileSimulator } from '../simulator/compile/compile-simulator.ts';
import { type NewPrior, replacePriors } from '../simulator/compile/replace-priors.ts';
import type { Declaration, Parameter, Prior } from '../simulator/declaration.ts';
import { priorInWords } from './prior-words.ts';
import { readProjectSimulator } from './project-simulator.ts';
import { UseCaseError } from './use-case-error.ts';

/**
 * `priors`: by parameter; those that are as they were change nothing, and where none differs the simulator itself is
 * given. A default that the new range does not allow moves to the nearest value that it does. Throws UseCaseError
 * 'bad-option', ProjectError, SimulatorError.
 */
export async function changePriors(
  project: Project,
  simulator: string,
  priors: Readonly<Record<string, Prior>>,
): Promise<{ readonly id: string; readonly title: string }> {
  const { id, title, compiled } = await readProjectSimulator(project, simulator);
  const { source, declaration } = compiled;
  const changed = changesIn(declaration, priors);
  if (Object.keys(changed).length === 0) return { id, title };
  const code = replacePriors(source, changed);
  if (code === undefined) throw notInPlace(id);
  const after = compileSimulator(code, { file: `${id}.sim.js` }).declaration;
  if (!isDeepStrictEqual(after, expected(declaration, changed))) throw notInPlace(id);
  return project.saveSimulator({
    code,
    declaration: after,
    provenance: {
      proposer: 'person',
      round: null,
      parent: id,
      rationale: rationaleOf(declaration, changed),
    },
  });
}

function changesIn(
  { parameters }: Declaration,
  priors: Readonly<Record<string, Prior>>,
): Readonly<Record<string, NewPrior>> {
  const changed: Record<string, NewPrior> = {};
  for (const [name, prior] of Object.entries(priors)) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (parameter === undefined) {
      throw new UseCaseError('bad-option', `number: ${name} is none of this model`, {
        hint: `One of: ${Object.keys(parameters).join(', ')}.`,
        place: { field: name },
      });
    }
    if (isDeepStrictEqual(prior, parameter.prior)) continue;
    changed[name] = { prior, ...movedDefault(name, prior, parameter) };
  }
  return changed;
}

function movedDefault(
  name: string,
  prior: Prior,
  { default: value, meaning }: Parameter,
): { readonly default?: number } {
  const distribution = distributionOf(prior);
  if (distribution === undefined) {
    throw new UseCaseError(
      'bad-option',
      `range: ${meaning === '' ? name : meaning}: ${priorInWords(prior)} holds no range of values`,
      { hint: 'Give a lower end that is below the upper end.', place: { field: name } },
    );
  }
  const { cdf, quantile, logDensity } = distribution;
  if (value === undefined || Number.isFinite(logDensity(value))) return {};
  const nearest = quantile(cdf(value));
  return nearest === value ? {} : { default: nearest };
}

/** Undefined where it allows no value, or but one. */
function distributionOf(prior: Prior): PriorDistribution | undefined {
  try {
    const distribution = priorDistribution(prior);
    const isRange = distribution.low < distribution.high || prior.kind === 'choice';
    return isRange ? distribution : undefined;
  } catch (error) {
    if (error instanceof CalibrationError) return undefined;
    throw error;
  }
}

function expected(
  declaration: Declaration,
  changed: Readonly<Record<string, NewPrior>>,
): Declaration {
  const parameters = Object.entries(declaration.parameters).map(([name, parameter]) => [
    name,
    { ...parameter, ...changed[name] },
  ]);
  return { ...declaration, parameters: Object.fromEntries(parameters) };
}

function rationaleOf(
  { parameters }: Declaration,
  changed: Readonly<Record<string, NewPrior>>,
): string {
  const sentences = Object.entries(changed).flatMap(([name, { prior }]) => {
    const before = parameters[name];
    if (before === undefined) return [];
    const unit = before.unit === '' ? '' : ` ${before.unit}`;
    const what = before.meaning === '' ? name : before.meaning;
    return [`${what}: ${priorInWords(prior)}${unit}, was ${priorInWords(before.prior)}.`];
  });
  return `Other ranges of what is possible: ${sentences.join(' ')}`;
}

function notInPlace(id: string): UseCaseError {
  return new UseCaseError('bad-option', `simulator: ${id} does not write its ranges in place`, {
    hint: 'Change them in its code.',
  });
}
