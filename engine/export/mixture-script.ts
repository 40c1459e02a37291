/**
 * The structures of a mixture as one JavaScript file: every simulator with its weight and parameter sets. `--runs N` gives
 * each its share; `--structure NAME` runs one alone, to the numbers of its own standalone script.
 */
import type { Simulate } from '../simulator/simulation.ts';
import { checkedPayload } from './checked-payload.ts';
import { commentLines, literal } from './literal.ts';
import type { MixturePayload, NothingAhead, ScriptStructure } from './runtime/payload.ts';
import { mixtureCheckAhead, mixtureChecksOf } from './script-checks.ts';
import { refuseEmpty, type ScriptedModel } from './script-payload.ts';
import { mixtureRuntimeSource } from './script-runtime.generated.ts';
import {
  chapter,
  headerOf,
  hostText,
  IMPORTS,
  KERNEL,
  modelLines,
  type ScriptAbout,
} from './script-text.ts';

export interface MixtureScriptInput extends ScriptAbout {
  /** Heaviest first; the weights sum to 1. All with the same episodes, as the data have them. */
  readonly structures: readonly WeightedModel[];
  /** Why the weights may be doubted, in sentences. */
  readonly warnings: readonly string[];
}

export interface WeightedModel extends ScriptedModel {
  /** Id in the project; the script's name of it. */
  readonly name: string;
  readonly weight: number;
  /** 90 % range of the weight. */
  readonly low: number;
  readonly high: number;
}

/** The text of the file; its name should end in .mjs. `simulate` computes the check numbers. */
export async function mixtureScript(
  input: MixtureScriptInput,
  simulate: Simulate,
): Promise<string> {
  if (input.structures.length === 0) throw new Error('script of structures: none');
  for (const model of input.structures) refuseEmpty(model);
  return [
    header(input),
    IMPORTS,
    chapter(
      'Numbers of each structure: weight, parameter sets, start rows, inputs, check numbers',
      `const payload = ${literal(await mixturePayload(input, simulate))};`,
    ),
    ...input.structures.map(({ name, simulator }) =>
      chapter(
        `${oneLine(name)} as it was written, to read: changing it here changes nothing`,
        commentLines(simulator.source, '//|'),
      ),
    ),
    chapter(
      'The simulators as they run: the same, with counters that stop runaway code',
      `const programs = [\n${input.structures.map(({ simulator }) => simulator.code).join(',\n')},\n];`,
    ),
    KERNEL,
    chapter('Command line', mixtureRuntimeSource.trim()),
    hostText('runMixture(payload, programs.map((program) => kernel.createDriver(program))'),
  ].join('\n\n');
}

async function mixturePayload(
  { structures: models, title, seed, runs }: MixtureScriptInput,
  simulate: Simulate,
): Promise<MixturePayload> {
  const checked = await Promise.all(
    models.map(async (model) => {
      const { name, weight, low, high } = model;
      const payload = await checkedPayload({ ...model, seed, runs }, simulate);
      return { name, weight, low, high, payload, model };
    }),
  );
  const checks = await mixtureChecksOf(checked, seed, simulate);
  const structures = checked.map(({ model: _, ...structure }) => structure);
  const ahead = togetherAhead(structures) ?? {
    checks: [await mixtureCheckAhead(checked, seed, simulate)],
  };
  return { title, structures, seed, runs, checks, ahead };
}

/** Why the structures cannot go on together; undefined: they can. */
function togetherAhead(structures: readonly ScriptStructure[]): NothingAhead | undefined {
  const origins = new Set<string>();
  for (const { name, payload } of structures) {
    const { ahead } = payload;
    if ('why' in ahead) return { why: `${name}: ${ahead.why}` };
    origins.add(ahead.futures.map(({ origin }) => origin).join());
  }
  return origins.size === 1
    ? undefined
    : { why: 'the structures go on from different rows; take one by --structure' };
}

function header(input: MixtureScriptInput): string {
  const { structures, warnings } = input;
  return headerOf(
    input,
    structures.map(({ name, simulator }) => `Simulator ${name}: SHA-256 ${simulator.hash}`),
    [
      'Structures that explain the same data, each with its share of the runs: weight (90 % range)',
      ...structures.map(
        ({ name, weight, low, high }) =>
          `  ${name}: ${percent(weight)} (${percent(low)} to ${percent(high)})`,
      ),
      ...warnings,
    ],
    structures.flatMap((model, k) => [
      ...(k > 0 ? [''] : []),
      `== ${model.name}: ${model.title} ==`,
      model.simulator.declaration.description,
      '',
      ...modelLines(model),
    ]),
  );
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** In a chapter's title a line end would let the rest of it out of the comment. */
function oneLine(text: string): string {
  return text.replace(/[\n\r\u2028\u2029]+/g, ' ');
}
