/** Whether a language model can be reached, and how it answers: one short request, sent for real. */
import { z } from 'zod';
import type { ErrorData } from '../base/error.ts';
import type { Rung } from '../discover/llm/ask.ts';
import { createLlmClient } from '../discover/llm/client.ts';
import type { LlmEndpoint } from '../discover/llm/endpoint.ts';
import { LlmError } from '../discover/llm/error.ts';

/** Seconds until it is given up. */
const PATIENCE = 20;

export interface ModelTest {
  readonly milliseconds: number;
  readonly answeredBy: Rung | null;
  /** What is wrong; its texts hold no key. */
  readonly problem: ErrorData | null;
}

/** Rejects with the reason of the signal only. */
export async function testModel(
  endpoint: LlmEndpoint,
  signal: AbortSignal,
  patience = PATIENCE,
): Promise<ModelTest> {
  const began = performance.now();
  const tell = (answeredBy: Rung | null, problem: LlmError | null): ModelTest => ({
    milliseconds: Math.round(performance.now() - began),
    answeredBy,
    problem: problem?.toJSON() ?? null,
  });
  const end = AbortSignal.timeout(1000 * patience);
  try {
    const client = createLlmClient({ ...endpoint, retries: 0, timeout: patience });
    const question = {
      name: 'word',
      system: 'You answer with one word.',
      messages: [{ role: 'user', content: 'Say the word "ready".' }],
      schema: z.object({ word: z.string() }),
      // Whatever it says, it answers.
      salvage: (text: string) => ({ word: text }),
    } as const;
    const { via } = await client.ask(question, { signal: AbortSignal.any([signal, end]) });
    return tell(via, null);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof LlmError) return tell(null, error);
    if (end.aborted) return tell(null, tooSlow(endpoint, patience));
    throw error;
  }
}

function tooSlow({ model }: LlmEndpoint, patience: number): LlmError {
  return new LlmError(
    'llm-unavailable',
    `language model: no answer of ${model} within ${patience} s`,
    { hint: 'Try again: a model that was not used for a while takes longer at first' },
  );
}
