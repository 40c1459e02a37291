/** Numbers as they stand in sentences about measures and policies. */
import type { Named } from './plain-names.ts';

const TIME = /^(?:second|minute|hour|day|week|month|year|step)s?$/;
/** Units of which there are not many but much, or that are no amounts of things. */
const NOT_THINGS =
  /^(?:1|%|€|\$|EUR|USD|GBP|kg|g|t|l|ml|m|km|m2|m3|kW|kWh|MW|MWh|degC|°C)?(?:\/.*)?$/i;

/** Four digits that count, thousands apart: 1,250; 0.3333. */
export function plainNumber(value: number): string {
  const rounded = Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4));
  const [whole = '', part] = String(Math.abs(rounded)).split('.');
  if (whole.includes('e')) return String(rounded);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${rounded < 0 ? '-' : ''}${grouped}${part === undefined ? '' : `.${part}`}`;
}

/** Whether the digits that are shown are the same. */
export function isSaidAlike(a: number, b: number): boolean {
  return plainNumber(a) === plainNumber(b);
}

/** '30 beds', '24 days'; without the unit where the words for it say it already. */
export function amountOf(value: number, { words, unit }: Named): string {
  const number = plainNumber(value);
  if (unit === '' || unit === '1' || saysUnit(words, unit)) return number;
  return `${number} ${Math.abs(value) !== 1 && TIME.test(unit) ? pluralOf(unit) : unit}`;
}

/** '1.3 times as many', 'as long', 'as high': by what the unit counts. */
export function timesAs(factor: number, { unit }: Named): string {
  const how = TIME.test(unit) ? 'long' : NOT_THINGS.test(unit) ? 'high' : 'many';
  return `${plainNumber(factor)} times as ${how}`;
}

/** '3 days', '1 day'. */
export function stepsOf(count: number, timeUnit: string): string {
  return `${plainNumber(count)} ${count === 1 ? timeUnit : pluralOf(timeUnit)}`;
}

/** 'Every day', 'Every 7 days'. */
export function everySteps(count: number, timeUnit: string): string {
  return count === 1 ? `Every ${timeUnit}` : `Every ${stepsOf(count, timeUnit)}`;
}

export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function pluralOf(unit: string): string {
  return unit.endsWith('s') ? unit : `${unit}s`;
}

/** 'extra beds' says 'beds'; 'patients admitted' says 'patients/day'. */
function saysUnit(words: string, unit: string): boolean {
  const [thing = ''] = unit.split('/');
  return (
    thing !== '' &&
    words
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .includes(thing.toLowerCase())
  );
}
