/** Where a JSON text is broken. JSON.parse says it for some errors only, in words that change. */

export interface JsonFault {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** What is wrong there, in words. */
  readonly what: string;
}

const SPACE = /[ \t\r\n]*/y;
/** Longer tokens than a bracket, and strings apart. */
const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;
/** Part of a string; one pattern for a whole string overflows the stack on long ones. */
const STRING_PART =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these in a string
  /[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

type Expected =
  | 'a value'
  | 'a value or ]'
  | 'a name or }'
  | 'a name'
  | ':'
  | ', or }'
  | ', or ]'
  | 'the end';

/** The first place at which `text` stops being JSON; meant for a text that JSON.parse refused. */
export function locateJsonError(text: string): JsonFault {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'a value';
  let at = 0;
  for (;;) {
    at += text.charCodeAt(at) <= 32 ? match(SPACE, text, at).length : 0;
    const token = tokenAt(text, at);
    const next: Expected | undefined = token === '' ? undefined : step(token, expected, open);
    if (next === undefined) return faultAt(text, at, expected);
    expected = next;
    at += token.length;
  }
}

function tokenAt(text: string, at: number): string {
  const first = text[at] ?? '';
  if (first !== '' && '{}[]:,'.includes(first)) return first;
  return first === '"' ? stringAt(text, at) : match(WORD, text, at);
}

/** The text of `pattern` (sticky) right at `at`, '' when it does not match there. */
function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** The string that opens at `at`, quotes included; '' when it is broken. */
function stringAt(text: string, at: number): string {
  let end = at + 1;
  for (let part = match(STRING_PART, text, end); part !== ''; ) {
    end += part.length;
    part = match(STRING_PART, text, end);
  }
  return text[end] === '"' ? text.slice(at, end + 1) : '';
}

/** What may follow `token` where `expected` was due; undefined when it may not stand there. */
function step(token: string, expected: Expected, open: ('{' | '[')[]): Expected | undefined {
  switch (expected) {
    case 'a value or ]':
      return token === ']' ? close(open) : value(token, open);
    case 'a value':
      return value(token, open);
    case 'a name or }':
      if (token === '}') return close(open);
      return token.startsWith('"') ? ':' : undefined;
    case 'a name':
      return token.startsWith('"') ? ':' : undefined;
    case ':':
      return token === ':' ? 'a value' : undefined;
    case ', or }':
      if (token === '}') return close(open);
      return token === ',' ? 'a name' : undefined;
    case ', or ]':
      if (token === ']') return close(open);
      return token === ',' ? 'a value' : undefined;
    case 'the end':
      return undefined;
    default:
      return expected satisfies never;
  }
}

function value(token: string, open: ('{' | '[')[]): Expected | undefined {
  if (token === '{' || token === '[') {
    open.push(token);
    return token === '{' ? 'a name or }' : 'a value or ]';
  }
  return '}]:,'.includes(token) ? undefined : afterValue(open);
}

function close(open: ('{' | '[')[]): Expected {
  open.pop();
  return afterValue(open);
}

function afterValue(open: readonly ('{' | '[')[]): Expected {
  if (open.length === 0) return 'the end';
  return open.at(-1) === '{' ? ', or }' : ', or ]';
}

function faultAt(text: string, at: number, expected: Expected): JsonFault {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  return { line, column, what: whatIsWrong(text, at, expected) };
}

function whatIsWrong(text: string, at: number, expected: Expected): string {
  if (at >= text.length) return `the text ends where ${expected} is due`;
  if (text[at] === '"' && stringAt(text, at) === '') {
    return 'a string is not closed, or holds a line break or a bad escape';
  }
  const found = text.slice(at, at + 12).split('\n')[0] ?? '';
  return `found ${JSON.stringify(found)} where ${expected} is due`;
}
