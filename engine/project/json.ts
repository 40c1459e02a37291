/** JSON as the project's files hold it: laid out for reading and diffs, and broken places found. */
import { ProjectError } from './error.ts';
import { locateJsonError } from './locate-json-error.ts';

const WIDTH = 100;

/**
 * The text of a JSON value: two spaces, keys in the order in which the value has them, lists of plain
 * values on as few lines as fit 100 columns. Numbers are the shortest text that reads back exactly.
 * Throws on NaN and infinities, which JSON would turn into null (see plain.ts).
 */
export function formatJson(value: unknown): string {
  return `${layOut(value, '')}\n`;
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

function layOut(value: unknown, indent: string): string {
  if (Array.isArray(value)) return layOutList(value, indent);
  if (typeof value === 'object' && value !== null) return layOutObject(value, indent);
  return scalar(value);
}

function layOutObject(value: object, indent: string): string {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return '{}';
  const inner = `${indent}  `;
  const lines = entries.map(
    ([key, item]) => `${inner}${JSON.stringify(key)}: ${layOut(item, inner)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function layOutList(list: readonly unknown[], indent: string): string {
  if (list.length === 0) return '[]';
  const inner = `${indent}  `;
  const items = list.map((item) => layOut(item, inner));
  if (list.some((item) => typeof item === 'object' && item !== null)) {
    return `[\n${items.map((item) => inner + item).join(',\n')}\n${indent}]`;
  }
  const length = items.reduce((sum, item) => sum + item.length + 2, indent.length + 2);
  if (length <= WIDTH) return `[${items.join(', ')}]`;
  return `[\n${filledLines(items, inner)}\n${indent}]`;
}

function filledLines(items: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const item of items) {
    if (line !== '' && indent.length + line.length + item.length + 2 > WIDTH) {
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
