/** Values as text of a program. */
import type { LiteralValue } from './literal.ts';

/** A string literal that holds none of the marks that a hardened realm refuses to evaluate, even in text. */
export function textLiteral(text: string): string {
  return JSON.stringify(text).replace(
    /[<>()\u2028\u2029]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** `seal` is put around each array and object: '' or 'Object.freeze'. */
export function valueText(value: LiteralValue, seal = ''): string {
  if (typeof value === 'string') return textLiteral(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const text = Array.isArray(value)
    ? `[${value.map((item) => valueText(item, seal)).join(', ')}]`
    : `{ ${Object.entries(value)
        .map(([name, item]) => `${textLiteral(name)}: ${valueText(item, seal)}`)
        .join(', ')} }`;
  return seal === '' ? text : `${seal}(${text})`;
}
