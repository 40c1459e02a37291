/**
 * A calibrated simulator as one JavaScript file without dependencies: `node file.mjs --runs 100 --seed 1`.
 *
 * The file holds the simulator twice: as its author wrote it, in comments, and as the studio runs it, with the
 * checks that keep generated code harmless. The kernel is the studio's own text, so that the same seed and number
 * of runs give the same numbers, bit for bit; `--selftest` proves it on the machine at hand.
 */
import type { Simulate } from '../simulator/simulation.ts';
import { checkedPayload } from './checked-payload.ts';
import { commentLines, literal } from './literal.ts';
import { refuseEmpty, type ScriptedModel } from './script-payload.ts';
import { scriptRuntimeSource } from './script-runtime.generated.ts';
import {
  chapter,
  headerOf,
  hostText,
  IMPORTS,
  KERNEL,
  modelLines,
  type ScriptAbout,
} from './script-text.ts';

export interface StandaloneScriptInput extends ScriptedModel, ScriptAbout {}

/** The text of the file; its name should end in .mjs. `simulate` computes the check numbers. */
export async function standaloneScript(
  input: StandaloneScriptInput,
  simulate: Simulate,
): Promise<string> {
  refuseEmpty(input);
  const { source, code, hash, declaration } = input.simulator;
  const payload = await checkedPayload(input, simulate);
  return [
    headerOf(input, [`Simulator: SHA-256 ${hash}`], [declaration.description], modelLines(input)),
    IMPORTS,
    chapter(
      'Numbers: parameter sets, start rows, inputs, check numbers',
      `const payload = ${literal(payload)};`,
    ),
    chapter(
      'The simulator as it was written, to read: changing it here changes nothing',
      commentLines(source, '//|'),
    ),
    chapter(
      'The simulator as it runs: the same, with counters that stop runaway code',
      `const program = ${code};`,
    ),
    KERNEL,
    chapter('Command line', scriptRuntimeSource.trim()),
    hostText('runScript(payload, kernel.createDriver(program)'),
  ].join('\n\n');
}
