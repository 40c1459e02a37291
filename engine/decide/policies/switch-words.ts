/** A policy that goes to and fro between two values, as it is read aloud: without what its numbers leave without a meaning. */
import { amountOf, isSaidAlike, plainNumber } from '../number-words.ts';
import type { Named, NameOf } from '../plain-names.ts';
import type { WatchChoice } from '../schemas/policy-choice.ts';
import { possibleWatch } from './possible-watch.ts';

interface Switch {
  readonly above: number;
  readonly below: number;
  readonly low: number;
  readonly high: number;
}

type SwitchWords =
  | { readonly kind: 'always'; readonly value: number }
  /** `seen` is more than `above` whatever happens. */
  | { readonly kind: 'from-start' }
  /** `below`: undefined where what is watched never falls so low. */
  | { readonly kind: 'switch'; readonly above: string; readonly below: string | undefined };

export function switchWords(
  { above, below, low, high }: Switch,
  watch: WatchChoice,
  names: NameOf,
): SwitchWords {
  const possible = possibleWatch(watch, names);
  if (isSaidAlike(low, high) || above >= possible.high) return { kind: 'always', value: low };
  if (above < possible.low) return { kind: 'from-start' };
  const isUndone = below > possible.low;
  return {
    ...{ kind: 'switch', above: plainNumber(above) },
    below: isUndone ? plainNumber(below) : undefined,
  };
}

/** 'Always 61 extra beds'; of levers, and of what is not counted in what it is called, 'Keep staff on call at 5 people'. */
export function always(
  value: number,
  { lever, isResource }: { readonly lever: Named; readonly isResource: boolean },
): string {
  const amount = amountOf(value, lever);
  return isResource && amount === plainNumber(value)
    ? `Always ${amount} ${lever.words}`
    : `Keep ${lever.words} at ${amount}`;
}
