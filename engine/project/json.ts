/** JSON as the project's files hold it: laid out for reading and diffs, and broken places found. */
import { ProjectError } from './error.ts';
import { locateJsonError } from './locate-json-error.ts';

const WIDTH = 100;

/**
 * The text of a JSON value: two spaces, keys in the order in which the value has them, whatever
 * lies deeper on one line where it fits 100 columns, long lists of numbers on filled lines. Numbers are the shortest text that reads back exactly.
 * Throws on NaN and infinities, which JSON would turn into null (see base/plain.ts).
 */
export function formatJson(value: unknown): string {
  return `${layOut(value, '', 0)}\n`;
}

/** The value of a JSON text; throws ProjectError 'corrupt' with line and column. */
export function parseJson(text: string, place: { file: string; name: string }): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { line, column, what } = locateJsonError(text);
    throw new ProjectError(
      'corrupt',
      `${place.name}: not valid JSON at line ${line}, column ${column}: ${what}`,
      {
        hint: 'Mend the place in a text editor, or restore the file from a copy of the project.',
        place: { file: place.file, line, column },
        cause,
      },
    );
  }
}

/** `used`: columns taken by the key before the value and the comma after it. */
function layOut(value: unknown, indent: string, used: number): string {
  if (typeof value !== 'object' || value === null) return scalar(value);
  if (indent !== '') {
    const line = onOneLine(value);
    if (indent.length + used + line.length <= WIDTH) return line;
  }
  return Array.isArray(value) ? layOutList(value, indent) : layOutObject(value, indent);
}

function layOutObject(value: object, indent: string): string {
  const inner = `${indent}  `;
  const lines = membersOf(value).map(([key, item]) => {
    const start = `${JSON.stringify(key)}: `;
    return inner + start + layOut(item, inner, start.length + 1);
  });
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
}

function layOutList(list: readonly unknown[], indent: string): string {
  const inner = `${indent}  `;
  const items = list.map((item) => layOut(item, inner, 1));
  const isPlain = list.every((item) => typeof item !== 'object' || item === null);
  const lines = isPlain ? filledLines(items, inner) : items.map((item) => inner + item).join(',\n');
  return items.length === 0 ? '[]' : `[\n${lines}\n${indent}]`;
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(value);
  const members = membersOf(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${onOneLine(item)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function membersOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}

function filledLines(items: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const item of items) {
    if (line !== '' && indent.length + line.length + item.length + 3 > WIDTH) {
      lines.push(`${indent}${line},`);
      line = '';
    }
    line += line === '' ? item : `, ${item}`;
  }
  lines.push(indent + line);
  return lines.join('\n');
}

function scalar(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Error(`not a JSON number: ${value}`);
  }
  const text = JSON.stringify(value);
  if (text === undefined) throw new Error(`not a JSON value: ${typeof value}`);
  return text;
}
