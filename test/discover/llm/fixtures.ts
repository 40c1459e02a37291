/** Endpoints with tiny times, and clients of servers that end with their test. */
import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { AskRequest, LlmClient } from '../../../engine/discover/llm/ask.ts';
import { createLlmClient, type LlmClientOptions } from '../../../engine/discover/llm/client.ts';
import type { LlmEndpoint } from '../../../engine/discover/llm/endpoint.ts';
import type { Transcript, TranscriptEntry } from '../../../engine/discover/llm/transcript.ts';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { explainProblems, SimulatorError } from '../../../engine/simulator/simulator-error.ts';
import { type LlmServer, type LlmServerOptions, startLlmServer } from './server.ts';

export const KEY = 'sk-secret-0123456789';

export interface Talk {
  readonly server: LlmServer;
  readonly client: LlmClient;
}

/** A server and a client of it. */
export async function talk(
  answer: LlmServerOptions['answer'],
  {
    knows,
    options = {},
    ...endpoint
  }: Partial<LlmEndpoint> & {
    readonly knows?: LlmServerOptions['knows'];
    readonly options?: LlmClientOptions;
  } = {},
): Promise<Talk> {
  const server = await startLlmServer({ answer, ...(knows && { knows }) });
  onTestFinished(() => server.close());
  const client = createLlmClient(
    {
      baseURL: server.baseURL,
      model: 'test-model',
      key: KEY,
      timeout: 5,
      pause: 0.01,
      ...endpoint,
    },
    options,
  );
  return { server, client };
}

export const numberSchema = z.object({ value: z.number() });

/** A question whose answer is a number. */
export function question(content = 'How many?'): AskRequest<{ value: number }> {
  return {
    name: 'number',
    system: 'You count.',
    messages: [{ role: 'user', content }],
    schema: numberSchema,
  };
}

export function memoryTranscript(): Transcript & { readonly entries: TranscriptEntry[] } {
  const entries: TranscriptEntry[] = [];
  return {
    entries,
    find: (key) => entries.findLast((entry) => entry.key === key),
    add: (entry) => {
      // What is kept must be plain data.
      entries.push(JSON.parse(JSON.stringify(entry)) as TranscriptEntry);
    },
  };
}

export function workedSimulator(name: string): string {
  return readFileSync(
    new URL(`../../../assets/simulators/${name}.sim.js`, import.meta.url),
    'utf8',
  );
}

/** What the compiler says of a text, a problem each. */
export async function checkByCompiling(source: string): Promise<readonly string[]> {
  try {
    compileSimulator(source);
    return [];
  } catch (error) {
    if (error instanceof SimulatorError) return explainProblems(error).split('\n');
    throw error;
  }
}

/** The error that a promise ends with. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('it did not fail');
}
