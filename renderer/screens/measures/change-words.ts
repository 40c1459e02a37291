/** Dated changes in a few words: what is changed, and by how much. */
import type { Change, DatedChange } from '../../state/measures-store.ts';
import { count, formatAmount, formatNumber } from '../../words/numbers.ts';
import { type Calendar, dayWords, rowsOf } from './calendar.ts';
import type { ValueHow } from './change-kinds.ts';
import type { Names } from './names.ts';

/** 'admissions × 1.3', 'discharge switched off'. */
export function changeTitle(change: Change, names: Names, timeUnit: string): string {
  const { words, unit } = names;
  switch (change.kind) {
    case 'parameter':
      return valueTitle(words(change.parameter), unit(change.parameter), change);
    case 'input':
      return valueTitle(words(change.input), unit(change.input), change);
    case 'lever':
      return valueTitle(words(change.lever), unit(change.lever), change);
    case 'state':
      return valueTitle(words(change.field), unit(change.field), change);
    case 'disable':
      return `${words(change.module)} switched off`;
    case 'delay':
      return `${words(change.module)} ${count(change.by, timeUnit)} behind`;
    case 'cap':
      return `${words(change.module)} changes ${words(change.field)} by at most ${formatNumber(change.most)} a ${timeUnit}`;
    case 'replace':
      return `${words(change.module)} replaced`;
    default:
      return change satisfies never;
  }
}

function valueTitle(
  name: string,
  unit: string,
  { how, value }: { readonly how: ValueHow; readonly value: number },
): string {
  switch (how) {
    case 'set':
      return `${name} set to ${formatAmount(value, unit)}`;
    case 'cap':
      return `${name} at most ${formatAmount(value, unit)}`;
    case 'scale':
      return `${name} × ${formatNumber(value)}`;
    case 'add':
      return value < 0
        ? `${formatAmount(-value, unit)} less: ${name}`
        : `${formatAmount(value, unit)} more: ${name}`;
    default:
      return how satisfies never;
  }
}

/** What the person calls it, else what it changes. */
export function changeName(change: DatedChange, names: Names, timeUnit: string): string {
  return change.words.trim() || changeTitle(change.change, names, timeUnit);
}

/** '3 Jun 2020 to 30 Jun 2020', 'on 3 Jun 2020', 'from 3 Jun 2020 on'. */
export function whenWords(change: DatedChange, calendar: Calendar): string {
  const { first, last } = rowsOf(calendar, change);
  if (change.change.kind === 'state' || first === last) return `on ${dayWords(calendar, first)}`;
  if (change.to === null) return `from ${dayWords(calendar, first)} on`;
  return `${dayWords(calendar, first)} to ${dayWords(calendar, last)}`;
}
