/** What `gsim decide` is asked for, in the words of a command line, as an aim. */
import { z } from 'zod';
import type { AimNames } from '../decide/aims/aim-names.ts';
import { readSentence } from '../decide/aims/read-sentence.ts';
import { DecideError } from '../decide/decide-error.ts';
import type { LeverContext } from '../decide/policies/lever-context.ts';
import { POLICIES } from '../decide/policies/registry.ts';
import type { Aim, LeverChoice } from '../decide/schemas/aim.ts';
import type { Means, ResourceChoice } from '../decide/schemas/means.ts';
import { POLICY_KINDS, type PolicyKind } from '../decide/schemas/policy-choice.ts';

const kind = z.enum(POLICY_KINDS);

/** 'extra_beds' or 'extra_beds:threshold,constant'. */
export const leverTexts = z
  .array(z.string())
  .default([])
  .transform((texts, context) =>
    texts.map((text) => {
      const [name = '', kinds] = text.split(':');
      const asked = z.array(kind).min(1).optional().safeParse(kinds?.split(','));
      if (name === '' || !asked.success)
        context.addIssue(`NAME or NAME:KIND,KIND is due, not ${text}; kinds: ${KINDS}`);
      return { name, kinds: asked.data };
    }),
  );

const KINDS = POLICY_KINDS.join(', ');

/** 'name:low:high:unit:cost', and ':output:there' for what it serves. */
export const resourceTexts = z
  .array(z.string())
  .default([])
  .transform((texts, context) =>
    texts.map((text): GivenResource => {
      const [name = '', low, high, unit = '', cost = '0', output, there = '0'] = text.split(':');
      const numbers = { low: Number(low), high: Number(high), cost: Number(cost) };
      const isGood =
        /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name) &&
        [...Object.values(numbers), Number(there)].every(Number.isFinite) &&
        numbers.low < numbers.high;
      if (!isGood) context.addIssue(`NAME:LOW:HIGH:UNIT:COST is due, not ${text}`);
      const serves = output === undefined ? null : { output, there: Number(there) };
      return { name, unit, serves, ...numbers };
    }),
  );

export interface GivenResource {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  /** Of one for one step. */
  readonly cost: number;
  readonly serves: ResourceChoice['serves'];
}

/** Those of a command line in the place of resources of the same name, with what they cost. */
export function meansWith(means: Means, given: readonly GivenResource[]): Means {
  const names = new Set(given.map(({ name }) => name));
  const resources = given.map(({ cost: _cost, ...own }): ResourceChoice => {
    const integer = Number.isInteger(own.low) && Number.isInteger(own.high);
    return { ...own, words: '', default: own.low, integer };
  });
  const items = given.flatMap(({ name, cost }) =>
    cost === 0 ? [] : [{ of: name, per: 'unit' as const, amount: cost }],
  );
  return {
    resources: [...means.resources.filter(({ name }) => !names.has(name)), ...resources],
    costs: {
      ...means.costs,
      items: [...means.costs.items.filter(({ of }) => !names.has(of)), ...items],
    },
  };
}

export interface AimWords {
  readonly minimise: readonly string[];
  readonly maximise: readonly string[];
  readonly keep: readonly string[];
}

/** Throws DecideError 'bad-sentence' for what is not understood, 'bad-aim' where nothing is to be better. */
export function wantedOf(
  { minimise, maximise, keep }: AimWords,
  names: AimNames,
): Pick<Aim, 'objectives' | 'limits'> {
  const read = [
    ...minimise.map((text) => readSentence(begun('Minimise', text), names)),
    ...maximise.map((text) => readSentence(begun('Maximise', text), names)),
    ...keep.map((text) => readSentence(begun('Keep', text), names)),
  ];
  const objectives: Aim['objectives'] = [];
  const limits: Aim['limits'] = [];
  for (const one of read) {
    if (one.kind === 'problem')
      throw new DecideError('bad-sentence', one.message, { hint: one.hint });
    if (one.kind === 'objective') objectives.push(one.objective);
    else limits.push(one.limit);
  }
  if (objectives.length > 0) return { objectives, limits };
  throw new DecideError('bad-aim', 'aim: nothing that is to be as low or as high as possible', {
    hint: 'Say it, such as --minimise "total cost" or --maximise "patients treated".',
  });
}

/** As a sentence, whether the person wrote its first word or not. */
function begun(verb: string, text: string): string {
  return text.toLowerCase().startsWith(verb.toLowerCase()) ? text : `${verb} ${text}`;
}

/** Kinds that are tried where nobody names any. */
const MOST_KINDS = 2;

/** Those named; else the resources given here; else all that can be set. Throws DecideError 'unknown-name'. */
export function choicesOf(
  asked: readonly { readonly name: string; readonly kinds: readonly PolicyKind[] | undefined }[],
  given: readonly GivenResource[],
  contexts: ReadonlyMap<string, LeverContext>,
): LeverChoice[] {
  const named = new Set(asked.map(({ name }) => name));
  const added = given.filter(({ name }) => !named.has(name)).map(({ name }) => ({ name }));
  const wanted =
    asked.length + added.length > 0
      ? [...asked, ...added]
      : [...contexts.keys()].map((name) => ({ name }));
  if (wanted.length === 0) {
    throw new DecideError('unknown-name', 'levers: this model has none', {
      hint: 'Say what you could provide: --resource "extra_beds:0:200:beds:1000:OUTPUT:THERE".',
    });
  }
  return wanted.map(({ name, ...own }) => {
    const context = contexts.get(name);
    if (context === undefined) {
      throw new DecideError('unknown-name', `lever: no ${name}`, {
        hint: `One of: ${[...contexts.keys()].join(', ') || 'none'}.`,
      });
    }
    const kinds = 'kinds' in own && own.kinds ? own.kinds : suitingKinds(context);
    return { lever: name, kinds: [...kinds], watch: null, ranges: {} };
  });
}

/** Best first. */
export function suitingKinds(context: LeverContext): PolicyKind[] {
  const suiting = POLICIES.filter((row) => row.suits(context) > 0);
  return suiting
    .toSorted((a, b) => b.suits(context) - a.suits(context))
    .slice(0, MOST_KINDS)
    .map((row) => row.kind);
}
