import { expect, it, onTestFinished } from 'vitest';
import { testModel } from '../../engine/studio/test-model.ts';
import { startLlmServer } from '../discover/llm/server.ts';

/** A server that never comes to an end. */
async function silent() {
  const server = await startLlmServer({ answer: () => ({ text: 'ready', delay: 60_000 }) });
  onTestFinished(() => server.close());
  return { baseURL: server.baseURL, model: 'slow' };
}

it('gives a model up that does not answer in time', async () => {
  const told = await testModel(await silent(), new AbortController().signal, 0.1);
  expect(told).toMatchObject({ answeredBy: null, problem: { code: 'llm-unavailable' } });
  expect(told.milliseconds).toBeGreaterThanOrEqual(90);
});

it('ends with the question of the window', async () => {
  const stop = new AbortController();
  const asked = testModel(await silent(), stop.signal);
  stop.abort(new Error('the window was closed'));
  await expect(asked).rejects.toThrow('the window was closed');
});
