import { expect, test } from 'vitest';
import { createAccount } from '../../../engine/discover/llm/account.ts';
import { createLlmClient } from '../../../engine/discover/llm/client.ts';
import { transcriptEntrySchema } from '../../../engine/discover/llm/transcript.ts';
import { failureOf, KEY, memoryTranscript, question, talk } from './fixtures.ts';
import { failure } from './server.ts';

const nobody = { baseURL: 'http://127.0.0.1:1/v1', model: 'test-model', retries: 0, pause: 0.001 };

test('everything that was asked and answered is kept, but for the key and the address', async () => {
  const transcript = memoryTranscript();
  const { client, server } = await talk(
    (_, number) => (number === 1 ? failure(500, 'oops') : '{"value": 7}'),
    { temperature: 0.3, options: { transcript } },
  );
  await client.ask(question('How many beds?'));
  const [entry] = transcript.entries;
  expect(transcriptEntrySchema.parse(entry)).toEqual(entry);
  expect(entry).toMatchObject({
    asked: {
      name: 'number',
      model: 'test-model',
      temperature: 0.3,
      system: server.received[0]?.messages[0]?.content,
      messages: [{ role: 'user', content: 'How many beds?' }],
    },
    attempts: 2,
    usage: { input: 100, output: 20 },
    reply: { text: '{"value": 7}', via: 'responses' },
  });
  const text = JSON.stringify(transcript.entries);
  expect(text).not.toContain(KEY);
  expect(text).not.toContain('127.0.0.1');
});

test('a run replays without a network, equal questions in their order', async () => {
  const transcript = memoryTranscript();
  const { client, server } = await talk((_, number) => `{"value": ${number}}`, {
    options: { transcript },
  });
  const asked = ['a', 'b', 'a', 'a'];
  const first = [];
  for (const text of asked) first.push(await client.ask(question(text)));
  expect(first.map(({ value }) => value.value)).toEqual([1, 2, 3, 4]);
  await server.close();

  const account = createAccount();
  const offline = createLlmClient(nobody, { transcript, replayOnly: true, account });
  const second = [];
  const pieces: string[] = [];
  for (const text of asked) {
    second.push(await offline.ask(question(text), { onText: (piece) => pieces.push(piece) }));
  }
  expect(second).toEqual(first);
  expect(pieces).toEqual(first.map(({ text }) => text));
  // The run spent it, whether it is replayed or not.
  expect(account.tokens()).toBe(client.account.tokens());
  const error = await failureOf(offline.ask(question('a')));
  expect(error).toMatchObject({ code: 'llm-not-in-transcript' });
  const otherModel = createLlmClient(
    { ...nobody, model: 'other' },
    { transcript, replayOnly: true },
  );
  expect(await failureOf(otherModel.ask(question('a')))).toMatchObject({
    code: 'llm-not-in-transcript',
  });
});

test('what is not in the transcript is asked for, and added', async () => {
  const transcript = memoryTranscript();
  const { client } = await talk(() => '{"value": 1}', { options: { transcript } });
  await client.ask(question('a'));
  const { client: later, server } = await talk(() => '{"value": 2}', { options: { transcript } });
  const values = [];
  for (const text of ['a', 'b']) values.push((await later.ask(question(text))).value.value);
  expect(values).toEqual([1, 2]);
  expect(server.received.length).toBe(1);
  expect(transcript.entries.length).toBe(2);
});

test('failures come back, too, with what the model wrote', async () => {
  const transcript = memoryTranscript();
  const { client } = await talk(() => 'I would rather not.', { options: { transcript } });
  const first = await failureOf(client.ask(question()));
  const offline = createLlmClient(nobody, { transcript, replayOnly: true });
  const second = await failureOf(offline.ask(question()));
  expect(second).toMatchObject({
    code: 'llm-malformed',
    message: first.message,
    reply: 'I would rather not.',
  });
});

test('a key that was wrong is tried again, but a replay shows what happened', async () => {
  const transcript = memoryTranscript();
  const { client } = await talk(() => failure(401, 'no'), { options: { transcript } });
  await failureOf(client.ask(question()));
  const offline = createLlmClient(nobody, { transcript, replayOnly: true });
  expect(await failureOf(offline.ask(question()))).toMatchObject({ code: 'llm-unauthorised' });
  const { client: mended } = await talk(() => '{"value": 7}', { options: { transcript } });
  expect((await mended.ask(question())).value).toEqual({ value: 7 });
  // The newest entry counts from now on.
  const again = createLlmClient(nobody, { transcript, replayOnly: true });
  expect((await again.ask(question())).value).toEqual({ value: 7 });
});

test('what was cancelled leaves no entry', async () => {
  const transcript = memoryTranscript();
  const { client } = await talk(() => ({ text: '{"value": 7}', hangAfter: 3 }), {
    options: { transcript },
  });
  const stop = new AbortController();
  await failureOf(client.ask(question(), { signal: stop.signal, onText: () => stop.abort() }));
  expect(transcript.entries).toEqual([]);
});
