import type { Simulate } from '../simulator/simulation.ts';
import type { NothingAhead, ScriptAhead, ScriptPayload } from './runtime/payload.ts';
import { rowsAhead } from './script-ahead.ts';
import { checkAhead, checksOf } from './script-checks.ts';
import { payloadOf, type ScriptedModel } from './script-payload.ts';

type Scripted = ScriptedModel & { readonly seed: number; readonly runs: number };

/** What a script carries of a simulator, with the numbers that prove it. */
export async function checkedPayload(input: Scripted, simulate: Simulate): Promise<ScriptPayload> {
  const checks = await checksOf(input, input.seed, simulate);
  const payload = payloadOf(input, checks);
  return { ...payload, ahead: await aheadOf(input, payload, simulate) };
}

async function aheadOf(
  { ahead: choice, ...input }: Scripted,
  payload: Omit<ScriptPayload, 'ahead'>,
  simulate: Simulate,
): Promise<ScriptAhead | NothingAhead> {
  if ('why' in choice) return choice;
  const ahead = rowsAhead(input, choice, input.seed);
  if ('why' in ahead) return ahead;
  const { hash, code } = input.simulator;
  return {
    ...ahead,
    checks: [await checkAhead(payload, ahead, { hash, code }, input.seed, simulate)],
  };
}
