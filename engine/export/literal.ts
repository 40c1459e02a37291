/** Values and words as JavaScript text, such that reading the text gives the same value and nothing else runs. */

/** Numbers, strings, booleans, null, and arrays and plain objects of these. Numbers read back bit for bit. */
export function literal(value: unknown, indent = ''): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'string') return stringLiteral(value);
  if (value === null || typeof value === 'boolean') return String(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const flat = value.every((item) => typeof item !== 'object' || item === null);
    const items = value.map((item) => literal(item, inner));
    return flat ? `[${items.join(', ')}]` : block('[', items, ']', indent);
  }
  if (typeof value !== 'object') throw new Error(`literal: ${typeof value} has none`);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => `${keyText(name)}: ${literal(field, inner)}`);
  const line = `{ ${fields.join(', ')} }`;
  return line.length <= 100 && !line.includes('\n') ? line : block('{', fields, '}', indent);
}

/** The text as line comments. Every line end that JavaScript knows starts a new comment, so none is left. */
export function commentLines(text: string, mark = '//'): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `${mark} ${line}`.trimEnd())
    .join('\n');
}

function block(open: string, items: readonly string[], close: string, indent: string): string {
  return items.length === 0
    ? open + close
    : `${open}\n${items.map((item) => `${indent}  ${item},`).join('\n')}\n${indent}${close}`;
}

function keyText(name: string): string {
  // Written plainly it would set the prototype.
  if (name === '__proto__') return '["__proto__"]';
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : stringLiteral(name);
}

function stringLiteral(text: string): string {
  return JSON.stringify(text)
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}
