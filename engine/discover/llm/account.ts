/** What language models cost: tokens, and money where the prices are known. */
import { LlmError } from './error.ts';

export interface Usage {
  readonly input: number;
  /** Thinking included. */
  readonly output: number;
}

/** Per million tokens, in the currency of the settings. */
export interface Prices {
  readonly input: number;
  readonly output: number;
}

/** What a run may spend; absent: no limit. */
export interface Budget {
  /** Input and output together. */
  readonly tokens?: number;
  /** In the currency of the prices; cannot stop anything while these are unknown. */
  readonly money?: number;
}

export interface Account {
  readonly usage: () => Usage;
  readonly tokens: () => number;
  /** null while prices are unknown. */
  readonly cost: () => number | null;
  /**
   * Sets the estimate aside for one request, so that requests side by side do not overdraw together; gives the way
   * to book what it really took. Throws `llm-over-budget` when it may not be sent.
   */
  readonly reserve: (estimate: Usage) => (used: Usage) => void;
  /** Books what was used without asking first: replies out of a transcript, which were paid for by the same run. */
  readonly book: (used: Usage) => void;
}

export function createAccount({
  prices,
  budget = {},
}: {
  readonly prices?: Prices;
  readonly budget?: Budget;
} = {}): Account {
  let spent: Usage = { input: 0, output: 0 };
  let reserved: Usage = { input: 0, output: 0 };
  const costOf = ({ input, output }: Usage) =>
    prices === undefined ? null : (input * prices.input + output * prices.output) / 1e6;
  return {
    usage: () => spent,
    tokens: () => tokensOf(spent),
    cost: () => costOf(spent),
    reserve(estimate) {
      const after = sum(sum(spent, reserved), estimate);
      refuseBeyond(budget.tokens, tokensOf(spent), tokensOf(after), 'tokens');
      refuseBeyond(budget.money, costOf(spent) ?? 0, costOf(after) ?? 0, 'in money');
      reserved = sum(reserved, estimate);
      return (used) => {
        reserved = sum(reserved, { input: -estimate.input, output: -estimate.output });
        spent = sum(spent, used);
      };
    },
    book(used) {
      spent = sum(spent, used);
    },
  };
}

/** About four characters a token, as texts of English and code have. */
export function estimateTokens(characters: number): number {
  return Math.ceil(characters / 4);
}

function tokensOf({ input, output }: Usage): number {
  return input + output;
}

function sum(a: Usage, b: Usage): Usage {
  return { input: a.input + b.input, output: a.output + b.output };
}

function refuseBeyond(limit: number | undefined, spent: number, after: number, unit: string): void {
  if (limit === undefined || after <= limit) return;
  throw new LlmError(
    'llm-over-budget',
    `budget of the language model: ${figure(spent)} of ${figure(limit)} ${unit} are spent, and the next request may take ${figure(after - spent)}`,
    { hint: 'Raise the budget, or go on with what was found' },
  );
}

function figure(value: number): string {
  return String(Number(value.toPrecision(3)));
}
