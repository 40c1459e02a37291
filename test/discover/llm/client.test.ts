import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Rung } from '../../../engine/discover/llm/ask.ts';
import { createLlmClient } from '../../../engine/discover/llm/client.ts';
import { jsonSchemaOf } from '../../../engine/discover/llm/reply-shape.ts';
import { failureOf, KEY, numberSchema, question, talk } from './fixtures.ts';
import { failure } from './server.ts';

const SEVEN = '{"value": 7}';

describe('a reply', () => {
  const chat: readonly Rung[] = ['chat-json-schema', 'chat-json-object', 'chat-text'];
  const cases = [
    ['the Responses API', undefined, 'responses'],
    ['chat completions with a schema', chat, 'chat-json-schema'],
    ['chat completions with JSON', chat.slice(1), 'chat-json-object'],
    ['chat completions with text', chat.slice(2), 'chat-text'],
  ] as const;
  for (const [words, knows, via] of cases) {
    for (const stream of [true, false]) {
      test(`comes by ${words}, ${stream ? 'streamed' : 'in one piece'}`, async () => {
        const { client, server } = await talk(() => ({ text: SEVEN, stream }), knows && { knows });
        const pieces: string[] = [];
        const answer = await client.ask(question(), { onText: (piece) => pieces.push(piece) });
        expect(answer).toEqual({
          value: { value: 7 },
          text: SEVEN,
          usage: { input: 100, output: 20 },
          via,
        });
        expect(pieces.join('')).toBe(SEVEN);
        expect(pieces.length > 1).toBe(stream);
        expect(server.received.at(-1)?.rung).toBe(via);
        // Every rung is asked with the very same messages.
        expect(server.received.map(({ messages }) => messages)).toEqual(
          server.received.map(() => server.received[0]?.messages),
        );
      });
    }
  }

  test('is asked for by a strict schema, which the messages describe, too', async () => {
    const { client, server } = await talk(() => SEVEN, { knows: chat });
    await client.ask(question());
    const [first, second] = server.received;
    const schema = jsonSchemaOf(numberSchema);
    expect(schema).toEqual({
      type: 'object',
      properties: { value: { type: 'number' } },
      required: ['value'],
      additionalProperties: false,
    });
    expect(first?.body.text).toEqual({
      format: { type: 'json_schema', name: 'number', schema, strict: true },
    });
    expect(first?.body.store).toBe(false);
    expect(second?.body.response_format).toEqual({
      type: 'json_schema',
      json_schema: { name: 'number', schema, strict: true },
    });
    expect(first?.messages[0]?.content).toContain(JSON.stringify(schema));
  });

  test('is asked for in a simpler form where a server sends something else and calls it good', async () => {
    for (const answer of [
      { status: 200, body: '{"error": "Unexpected endpoint or method"}' },
      { status: 200, type: 'text/html', body: '<html>Welcome</html>' },
    ]) {
      const { client } = await talk(({ rung }) => (rung === 'responses' ? answer : SEVEN));
      expect((await client.ask(question())).via).toBe('chat-json-schema');
    }
  });

  test('the rung that worked is remembered', async () => {
    const { client, server } = await talk(() => SEVEN, { knows: ['chat-json-object'] });
    await client.ask(question('one'));
    await client.ask(question('two'));
    expect(server.received.map(({ rung }) => rung)).toEqual([
      'responses',
      'chat-json-schema',
      'chat-json-object',
      'chat-json-object',
    ]);
  });

  test('may stand in prose or in a code fence', async () => {
    const replies = [
      'Sure! Here is {the} answer:\n```json\n{"value": 7}\n```\nAnything else?',
      'I think {"value": 7} is right.',
      '{"value": "seven"} is wrong, {"value": 7, "note": "a } in text"} is right',
    ];
    const { client } = await talk((_, number) => replies[number - 1] ?? '');
    for (const reply of replies) {
      const { value } = await client.ask(question(reply));
      expect(value).toEqual({ value: 7 });
    }
  });

  test('whose tokens the server does not tell is estimated, four characters each', async () => {
    const { client, server } = await talk(() => ({ text: SEVEN, usage: false }));
    const { usage } = await client.ask(question());
    const asked = server.received[0]?.messages.reduce(
      (sum, { content }) => sum + content.length,
      0,
    );
    expect(usage).toEqual({ input: Math.ceil((asked ?? 0) / 4), output: SEVEN.length / 4 });
  });
});

describe('what is sent', () => {
  test('is the key, the model and the settings, and nothing of this machine', async () => {
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'x-of-this-machine: 1');
    vi.stubEnv('OPENAI_ORG_ID', 'org-of-this-machine');
    vi.stubEnv('OPENAI_API_KEY', 'key-of-this-machine');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { client, server } = await talk(() => SEVEN, { effort: 'low', maxOutputTokens: 99 });
    await client.ask(question());
    const { headers, body } = server.received[0] ?? {};
    expect(headers?.authorization).toBe(`Bearer ${KEY}`);
    expect(JSON.stringify(headers)).not.toMatch(/of-this-machine|stainless|openai/i);
    expect(body).toMatchObject({
      model: 'test-model',
      reasoning: { effort: 'low' },
      max_output_tokens: 99,
      stream: true,
    });
    expect(body).not.toHaveProperty('temperature');
  });

  test('without a key there is none; a name and password in the address are sent as such', async () => {
    const { client, server } = await talk(() => SEVEN, { key: '' });
    await client.ask(question());
    expect(server.received[0]?.headers.authorization).toBeUndefined();
    const baseURL = server.baseURL.replace('//', '//ann:pa%20ss@');
    const other = createLlmClient({ baseURL, model: 'test-model' });
    await other.ask(question());
    expect(server.received[1]?.headers.authorization).toBe(`Basic ${btoa('ann:pa ss')}`);
    expect(other.host).not.toContain('pa');
  });

  test('a field that the server does not know is left out, or goes by its other name', async () => {
    const { client, server } = await talk(
      ({ body }) => {
        if ('temperature' in body) return failure(400, "Unsupported parameter: 'temperature'");
        if ('max_tokens' in body) return failure(400, 'not here', { param: 'max_tokens' });
        return SEVEN;
      },
      { temperature: 0.5, knows: ['chat-json-schema'] },
    );
    const { via } = await client.ask(question('one'));
    expect(via).toBe('chat-json-schema');
    expect(server.received.at(-1)?.body).toMatchObject({ max_completion_tokens: 16_000 });
    const before = server.received.length;
    await client.ask(question('two'));
    expect(server.received.length).toBe(before + 1);
  });
});

describe('what goes wrong', () => {
  const errors = [
    ['a wrong key', failure(401, `Incorrect API key provided: ${KEY}`), 'llm-unauthorised', 1],
    ['a model that the key does not cover', failure(403, 'no'), 'llm-unauthorised', 1],
    ['too many requests for ever', failure(429, `slow down ${KEY}`), 'llm-busy', 4],
    [
      'an account without credit',
      failure(429, 'You exceeded your quota', { code: 'insufficient_quota' }),
      'llm-over-budget',
      1,
    ],
    ['a fault of the server', failure(500, 'oops'), 'llm-unavailable', 4],
    [
      'an unknown model',
      failure(404, 'The model `x` does not exist', { code: 'model_not_found' }),
      'llm-unavailable',
      1,
    ],
    [
      'too long a question',
      failure(400, "This model's maximum context length is 100 tokens"),
      'llm-too-long',
      1,
    ],
    ['an address without a model', failure(404, 'nothing here'), 'llm-unavailable', 4],
    [
      'a redirection',
      { status: 307, headers: { location: 'http://127.0.0.1:1/v1' }, body: '' },
      'llm-unavailable',
      1,
    ],
    [
      'a page instead of JSON',
      { status: 200, type: 'text/html', body: '<html>Log in</html>' },
      'llm-malformed',
      4,
    ],
    ['JSON of another kind', { status: 200, body: '{"hello": 1}' }, 'llm-malformed', 4],
    ['JSON that is none', { status: 200, body: '{"output": [' }, 'llm-malformed', 4],
    [
      'events that are no JSON',
      { status: 200, type: 'text/event-stream', body: 'data: {nonsense\n\n' },
      'llm-malformed',
      4,
    ],
    [
      'a fault within a stream',
      {
        status: 200,
        type: 'text/event-stream',
        body: 'event: error\ndata: {"type":"error","code":"server_error","message":"broke"}\n\n',
      },
      'llm-unavailable',
      4,
    ],
    ['text without JSON', 'I would rather not.', 'llm-malformed', 1],
    ['JSON of another form', '{"value": "seven"}', 'llm-malformed', 1],
    ['a reply cut off at the largest length', { text: '{"val', end: 'length' }, 'llm-too-long', 1],
    ['a refusal', { text: '', end: 'refused' }, 'llm-refused', 1],
    ['a connection that breaks', { text: SEVEN, cutAfter: 3 }, 'llm-unavailable', 4],
    ['a stream without an end', { text: SEVEN, cutAfter: 3, cut: 'clean' }, 'llm-unavailable', 4],
  ] as const;
  for (const [words, behaviour, code, requests] of errors) {
    test(`${words} is ${code}`, async () => {
      const { client, server } = await talk(() => behaviour);
      const error = await failureOf(client.ask(question()));
      expect(error).toMatchObject({ name: 'LlmError', code, hint: expect.stringMatching(/\w/) });
      expect(error.message).toContain(client.host);
      expect(server.received.length).toBe(requests);
      expect(everythingIn(error)).not.toContain(KEY);
    });
  }

  test('a refusal by chat completions', async () => {
    const { client } = await talk(() => ({ text: '', end: 'refused' }), {
      knows: ['chat-json-schema'],
    });
    expect(await failureOf(client.ask(question()))).toMatchObject({ code: 'llm-refused' });
  });

  test('nobody at the address, or no address', async () => {
    const client = createLlmClient({
      baseURL: 'http://127.0.0.1:1/v1',
      model: 'm',
      key: KEY,
      retries: 1,
      pause: 0.001,
    });
    const error = await failureOf(client.ask(question()));
    expect(error).toMatchObject({ code: 'llm-unavailable' });
    expect(client.account.tokens()).toBe(0);
    expect(everythingIn(error)).not.toContain(KEY);
    expect(() => createLlmClient({ baseURL: 'ann:secret@host', model: 'm' })).toThrow(
      /^address of the language model: not an address$/,
    );
  });

  test('what passes is waited for as long as the server wants', async () => {
    const { client, server } = await talk((_, number) =>
      number === 1 ? failure(429, 'slow down', { headers: { 'retry-after': '0.3' } }) : SEVEN,
    );
    const before = performance.now();
    const { value } = await client.ask(question());
    expect(value).toEqual({ value: 7 });
    expect(performance.now() - before).toBeGreaterThan(290);
    expect(server.received.length).toBe(2);
  });

  test('a date to wait for is read by the clock of the server', async () => {
    const { client } = await talk((_, number) =>
      number === 1
        ? failure(503, 'later', {
            headers: {
              date: 'Tue, 01 Jan 2030 00:00:00 GMT',
              'retry-after': 'Tue, 01 Jan 2030 00:00:01 GMT',
            },
          })
        : SEVEN,
    );
    const before = performance.now();
    await client.ask(question());
    expect(performance.now() - before).toBeGreaterThan(990);
  });

  test('who wants to be left alone for long is', async () => {
    const { client, server } = await talk(() =>
      failure(429, 'tomorrow', { headers: { 'retry-after': '7200' } }),
    );
    const error = await failureOf(client.ask(question()));
    expect(error).toMatchObject({ code: 'llm-busy', hint: expect.stringContaining('120 minutes') });
    expect(server.received.length).toBe(1);
  });

  test('silence is given up, before the reply and within it', async () => {
    for (const behaviour of [
      { text: SEVEN, delay: 2000 },
      { text: SEVEN, hangAfter: 2 },
    ]) {
      const { client, server } = await talk(() => behaviour, { timeout: 0.1, retries: 1 });
      const error = await failureOf(client.ask(question()));
      expect(error).toMatchObject({ code: 'llm-unavailable' });
      expect(error.message).toContain('silent for 0.1 s');
      expect(server.received.length).toBe(2);
    }
  });

  test('what only drips is given up after ten times as long', async () => {
    const drip = async function* () {
      for (let i = 0; i < 500; i++) {
        yield ': still thinking\n\n';
        await new Promise((done) => setTimeout(done, 10));
      }
    };
    const { client } = await talk(
      () => ({ status: 200, type: 'text/event-stream', body: drip() }),
      { timeout: 0.25, retries: 0 },
    );
    const error = await failureOf(client.ask(question()));
    expect(error).toMatchObject({ code: 'llm-unavailable' });
    expect(error.message).toContain('not done after 2.5 s');
  });
});

describe('ten megabytes', () => {
  const block = 'x'.repeat(65_536);
  const blocks = async function* (before: string, after: string, each = (text: string) => text) {
    yield before;
    for (let i = 0; i < 160; i++) yield each(block);
    yield after;
  };
  const chunk = (delta: string) =>
    `data: ${JSON.stringify({ type: 'response.output_text.delta', delta })}\n\n`;
  const whole = blocks.bind(
    undefined,
    '{"output":[{"content":[{"type":"output_text","text":"',
    '"}]}]}',
  );
  const cases = [
    ['in one JSON', () => ({ status: 200, body: whole() })],
    [
      'in many events',
      () => ({ status: 200, type: 'text/event-stream', body: blocks('', '', chunk) }),
    ],
    [
      'in one event without an end',
      () => ({ status: 200, type: 'text/event-stream', body: endless() }),
    ],
  ] as const;
  const endless = async function* () {
    yield 'data: {"type":"response.output_text.delta","delta":"';
    for (let i = 0; i < 1000; i++) yield block;
  };
  for (const [words, behave] of cases) {
    test(`${words} are cut off`, async () => {
      const { client, server } = await talk(behave);
      const error = await failureOf(client.ask(question()));
      expect(error).toMatchObject({ code: 'llm-too-long' });
      expect(error.message).toContain('larger than 2 MB');
      // The connection is closed, not read to its end.
      await expect.poll(server.leftEarly).toBe(1);
    });
  }

  test('of an error are not read', async () => {
    const { client, server } = await talk(() => ({ status: 400, body: blocks('', '') }));
    const error = await failureOf(client.ask(question()));
    expect(error).toMatchObject({ code: 'llm-unavailable' });
    expect(error.message.length).toBeLessThan(400);
    await expect.poll(server.leftEarly).toBe(4);
  });
});

test('a request is cancelled in mid-stream, and the connection with it', async () => {
  const { client, server } = await talk(() => ({ text: SEVEN, hangAfter: 3 }));
  const stop = new AbortController();
  const error = await failureOf(
    client.ask(question(), { signal: stop.signal, onText: () => stop.abort() }),
  );
  expect(error.name).toBe('AbortError');
  await expect.poll(server.leftEarly).toBe(1);
  expect(server.received.length).toBe(1);
});

test('a pause ends when the person cancels', async () => {
  const { client } = await talk(() => failure(429, 'wait', { headers: { 'retry-after': '30' } }));
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 50);
  const error = await failureOf(client.ask(question(), { signal: stop.signal }));
  expect(error.name).toBe('AbortError');
});

test('requests run side by side, two at once unless more are allowed', async () => {
  for (const [requestsAtOnce, most] of [
    [undefined, 2],
    [3, 3],
    [1, 1],
  ] as const) {
    const { client, server } = await talk(
      () => ({ text: SEVEN, delay: 40 }),
      requestsAtOnce === undefined ? {} : { requestsAtOnce },
    );
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => client.ask(question(text))));
    expect(server.mostAtOnce()).toBe(most);
  }
});

/** Everything that a log could show of an error. */
function everythingIn(error: unknown): string {
  const seen: string[] = [];
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    seen.push(
      String(inner),
      inner.stack ?? '',
      JSON.stringify(inner),
      JSON.stringify({ ...inner }),
    );
  }
  return seen.join('\n');
}
