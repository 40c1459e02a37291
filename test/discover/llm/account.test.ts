import { expect, test } from 'vitest';
import { createAccount } from '../../../engine/discover/llm/account.ts';
import { failureOf, question, talk } from './fixtures.ts';

const SEVEN = '{"value": 7}';

test('tokens and money add up; without prices there is no cost', () => {
  const account = createAccount({ prices: { input: 2, output: 10 } });
  account.reserve({ input: 1, output: 1 })({ input: 1_000_000, output: 500_000 });
  account.book({ input: 500_000, output: 0 });
  expect(account.usage()).toEqual({ input: 1_500_000, output: 500_000 });
  expect(account.tokens()).toBe(2_000_000);
  expect(account.cost()).toBeCloseTo(3 + 5, 12);
  const unknown = createAccount({ budget: { money: 0.01 } });
  unknown.book({ input: 1e9, output: 1e9 });
  expect(unknown.cost()).toBeNull();
  expect(unknown.reserve({ input: 1, output: 1 })).toBeTypeOf('function');
});

test('requests side by side do not overdraw together', () => {
  const account = createAccount({ budget: { tokens: 1000 } });
  const book = account.reserve({ input: 300, output: 300 });
  expect(() => account.reserve({ input: 300, output: 200 })).toThrow(/0 of 1000 tokens are spent/);
  // It took less than was set aside for it.
  book({ input: 300, output: 100 });
  account.reserve({ input: 300, output: 300 });
  expect(() => account.reserve({ input: 0, output: 1 })).toThrow(/400 of 1000 tokens/);
});

test('money stops a run, too', () => {
  const account = createAccount({ prices: { input: 1, output: 1 }, budget: { money: 0.5 } });
  account.book({ input: 400_000, output: 0 });
  expect(() => account.reserve({ input: 100_001, output: 0 })).toThrow(/0.4 of 0.5 in money/);
  expect(account.reserve({ input: 99_999, output: 0 })).toBeTypeOf('function');
});

test('what is spent is what the server tells, and a budget stops before the next request', async () => {
  const account = createAccount({ budget: { tokens: 10_000 } });
  const { client, server } = await talk(
    () => ({ text: SEVEN, usage: { input: 5000, output: 3000 } }),
    { options: { account } },
  );
  await client.ask(question('one'));
  expect(account.usage()).toEqual({ input: 5000, output: 3000 });
  const error = await failureOf(client.ask(question('two')));
  expect(error).toMatchObject({ code: 'llm-over-budget', hint: expect.stringMatching(/budget/) });
  expect(server.received.length).toBe(1);
});

test('what breaks off is paid for as far as it came, what is refused at the door is not', async () => {
  const { client } = await talk((_, number) =>
    number === 1
      ? { status: 500, body: '{}' }
      : number === 2
        ? { text: SEVEN, cutAfter: 4 }
        : { text: SEVEN, usage: { input: 100, output: 20 } },
  );
  const { usage } = await client.ask(question());
  const asked = usage.input - 100;
  expect(asked).toBeGreaterThan(20);
  // Four pieces of one character: one token.
  expect(usage.output).toBe(20 + 1);
  expect(client.account.usage()).toEqual(usage);
});
