/**
 * From text to a syntax tree: limits first (nothing may overflow a parser), then plain JavaScript by acorn; only
 * a file that is not plain JavaScript has its types stripped by amaro, which keeps every line and column.
 * JavaScript comes first because TypeScript reads `f(a < b, c > (d))` as a call with type arguments, and a
 * stripped condition is a changed simulator; and because amaro's WebAssembly never recovers from an overflow.
 */
import { type Comment, type Options, type Program, parse, tokenizer, tokTypes } from 'acorn';
import { transformSync } from 'amaro';
import { z } from 'zod';
import type { Problems } from './problems.ts';

const MAX_CHARACTERS = 200_000;
/** Brackets within brackets. */
const MAX_NESTING = 100;
/** Tokens that may be pending around one place: what a recursive parser has to hold on its stack. */
const MAX_PENDING = 3000;
/** The same for amaro, whose stack is small and whose overflow is fatal. */
const MAX_PENDING_TYPED = 500;

const OPTIONS = { ecmaVersion: 2024, sourceType: 'module', locations: true } as const;

export interface ParsedSource {
  /** Same length and lines as the source: types and comments are blank. */
  readonly text: string;
  readonly program: Program;
}

/** The tree, or undefined after reporting why there is none. */
export function parseSource(source: string, problems: Problems): ParsedSource | undefined {
  if (source.length > MAX_CHARACTERS) {
    problems.addAt('size', 1, 1, `file: ${source.length} characters, at most ${MAX_CHARACTERS}`);
    return undefined;
  }
  const depth = measureDepth(source);
  if (depth.nesting > MAX_NESTING || depth.pending > MAX_PENDING) {
    problems.addAt('size', depth.line, 1, `nesting: deeper than ${MAX_NESTING}`);
    return undefined;
  }
  const plain = parseJavaScript(source);
  if (!('error' in plain)) return plain;
  if (!depth.complete || depth.pending > MAX_PENDING_TYPED) {
    reportSyntax(plain.error, problems);
    return undefined;
  }
  const stripped = stripTypes(source);
  if ('error' in stripped) {
    reportSyntax(stripped.error, problems);
    return undefined;
  }
  const typed = parseJavaScript(stripped.code);
  if (!('error' in typed)) return typed;
  reportSyntax(typed.error, problems);
  return undefined;
}

interface SyntaxProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

function reportSyntax(error: SyntaxProblem, problems: Problems): void {
  problems.addAt('syntax', error.line, error.column, `syntax: ${error.message}`);
}

const acornErrorSchema = z.object({
  message: z.string(),
  loc: z.object({ line: z.number(), column: z.number() }),
});

function parseJavaScript(text: string): ParsedSource | { readonly error: SyntaxProblem } {
  const comments: Comment[] = [];
  try {
    const program = parse(text, { ...OPTIONS, onComment: comments });
    return { text: blank(text, comments), program };
  } catch (cause) {
    const error = acornErrorSchema.safeParse(cause);
    if (!error.success) return { error: { message: 'nested too deeply', line: 1, column: 1 } };
    const { message, loc } = error.data;
    return {
      error: {
        message: message.replace(/ \(\d+:\d+\)$/, ''),
        line: loc.line,
        column: loc.column + 1,
      },
    };
  }
}

const amaroErrorSchema = z.object({
  message: z.string(),
  startLine: z.number(),
  startColumn: z.number(),
});

function stripTypes(source: string): { readonly code: string } | { readonly error: SyntaxProblem } {
  try {
    return { code: transformSync(source, { mode: 'strip-only' }).code };
  } catch (cause) {
    const error = amaroErrorSchema.safeParse(cause);
    if (!error.success) return { error: { message: 'cannot be read', line: 1, column: 1 } };
    const { message, startLine, startColumn } = error.data;
    return { error: { message, line: startLine, column: startColumn + 1 } };
  }
}

/** Comments become spaces; their line ends stay. */
function blank(text: string, comments: readonly Comment[]): string {
  let result = '';
  let at = 0;
  for (const comment of comments) {
    result += text.slice(at, comment.start);
    result += text.slice(comment.start, comment.end).replace(/[^\n\r\u2028\u2029]/g, ' ');
    at = comment.end;
  }
  return result + text.slice(at);
}

interface Depth {
  /** All of the text was tokens. */
  complete: boolean;
  nesting: number;
  pending: number;
  line: number;
}

/**
 * How deep a recursive parser would have to go, from the tokens alone: an upper bound, since it counts every
 * token since the last comma, semicolon or declaration at each open bracket. Text that is no run of tokens ends
 * the count; the parsers say why.
 */
function measureDepth(source: string): Depth {
  const worst: Depth = { complete: false, nesting: 0, pending: 0, line: 1 };
  const open: number[] = [0];
  let total = 0;
  let afterSemicolon = false;
  try {
    for (const token of tokenizer(source, OPTIONS satisfies Options)) {
      const { type } = token;
      const top = open.length - 1;
      // `if (a) b; else if (c) d; else ...` nests although it has semicolons.
      const fresh =
        (afterSemicolon && type !== tokTypes._else && type !== tokTypes._while) ||
        type === tokTypes._const ||
        type === tokTypes.comma;
      if (fresh) {
        total -= open[top]!;
        open[top] = 0;
      }
      afterSemicolon = type === tokTypes.semi;
      open[top]! += 1;
      total += 1;
      if (OPENING.has(type)) open.push(0);
      else if (CLOSING.has(type) && open.length > 1) total -= open.pop()!;
      if (open.length - 1 > worst.nesting) worst.nesting = open.length - 1;
      if (total > worst.pending) worst.pending = total;
      if (worst.nesting <= MAX_NESTING && worst.pending <= MAX_PENDING)
        worst.line = token.loc?.start.line ?? 1;
      else return worst;
    }
    worst.complete = true;
  } catch {
    // Not a run of tokens.
  }
  return worst;
}

const OPENING = new Set([
  tokTypes.parenL,
  tokTypes.braceL,
  tokTypes.bracketL,
  tokTypes.dollarBraceL,
]);
const CLOSING = new Set([tokTypes.parenR, tokTypes.braceR, tokTypes.bracketR]);
