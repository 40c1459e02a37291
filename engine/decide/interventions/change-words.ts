/** Dated changes as sentences. */
import { pointWords, spanWords } from '../moment-words.ts';
import { amountOf, plainNumber, stepsOf, timesAs } from '../number-words.ts';
import type { Named, NameOf } from '../plain-names.ts';
import type { WordTools } from '../policies/policy-row.ts';
import { policyWords } from '../policies/policy-words.ts';
import type { Change, DatedChange } from '../schemas/dated-change.ts';
import type { Scenario } from '../schemas/scenario.ts';

/**
 * 'From 3 June to 30 June: admissions 1.3 times as many.', 'On 3 June: 20 patients more in ward.'; after what the person calls it, where
 * it has words of its own.
 */
export function changeWords({ words, change, from, to }: DatedChange, tools: WordTools): string {
  const when = change.kind === 'state' ? pointWords(from, tools) : spanWords(from, to, tools);
  const sentence = `${when}: ${effectWords(change, tools)}.`;
  return words === '' ? sentence : `${words.replace(/[.:]+$/, '')}. ${sentence}`;
}

/** What it changes, then how it is decided, a sentence each; what is off is left out. */
export function scenarioWords(
  { changes, policies }: Pick<Scenario, 'changes' | 'policies'>,
  tools: WordTools,
): string[] {
  return [
    ...changes.filter(({ on }) => on).map((change) => changeWords(change, tools)),
    ...Object.entries(policies).map(([lever, policy]) => policyWords(lever, policy, tools)),
  ];
}

/** 'admissions 1.3 times as many', 'discharge works 2 days behind'. */
export function effectWords(
  change: Change,
  { names, timeUnit }: Pick<WordTools, 'names' | 'timeUnit'>,
): string {
  switch (change.kind) {
    case 'parameter':
      return valueWords(change, names('parameter', change.parameter));
    case 'input':
      return valueWords(change, names('input', change.input));
    case 'lever':
      return valueWords(change, names('lever', change.lever));
    case 'disable':
      return `${moduleWords(change.module, names)} stands still`;
    case 'delay':
      return `${moduleWords(change.module, names)} works ${stepsOf(change.by, timeUnit)} behind`;
    case 'cap': {
      const field = names('field', change.field).words;
      return `${moduleWords(change.module, names)} moves ${field} by ${plainNumber(change.most)} a ${timeUnit} at most`;
    }
    case 'replace': {
      const parts = change.changes.map(({ field, how, value }) => {
        const { words } = names('field', field);
        return how === 'set' ? `${words} is set to ${plainNumber(value)}` : moved(words, value);
      });
      return `instead of ${moduleWords(change.module, names)}, every ${timeUnit} ${parts.join(', ')}`;
    }
    case 'state':
      return stateWords(change, names('field', change.field));
    default:
      return change satisfies never;
  }
}

type Valued = Extract<Change, { readonly kind: 'parameter' | 'input' | 'lever' }>;

function valueWords({ how, value }: Pick<Valued, 'how' | 'value'>, named: Named): string {
  const { words } = named;
  if (how === 'set') return `${words} at ${amountOf(value, named)}`;
  if (how === 'cap') return `${words} at most ${amountOf(value, named)}`;
  const more = `${amountOf(Math.abs(value), named)} ${value < 0 ? 'less' : 'more'}`;
  // Two numbers in a row would be read as one.
  if (/\d$/.test(words))
    return how === 'scale'
      ? `${plainNumber(value)} times the usual ${words}`
      : `${more} of ${words}`;
  return `${words} ${how === 'scale' ? timesAs(value, named) : more}`;
}

function stateWords(
  { how, value }: Extract<Change, { readonly kind: 'state' }>,
  { words, unit }: Named,
): string {
  if (how === 'scale') return `${words} ${timesAs(value, { words, unit: '1' })}`;
  if (how === 'set') return `${words} set to ${plainNumber(value)}`;
  const amount = `${plainNumber(Math.abs(value))}${unit === '' ? '' : ` ${unit}`}`;
  return `${amount} ${value < 0 ? 'less' : 'more'} in ${words}`;
}

function moved(words: string, value: number): string {
  return `${words} ${value < 0 ? 'falls' : 'rises'} by ${plainNumber(Math.abs(value))}`;
}

function moduleWords(module: string, names: NameOf): string {
  return names('module', module).words;
}
