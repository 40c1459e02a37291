/** The JSON that a reply must be: as a schema for servers, as words for models, and read back out of prose. */
import { z } from 'zod';
import { LlmError } from './error.ts';

/** JSON schema for structured output. `schema` has objects without optional fields, as strict output asks. */
export function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    override({ jsonSchema }) {
      // Strict output knows no defaults: every field must be written.
      delete jsonSchema.default;
    },
  });
  return rest;
}

/** The system text with the shape of the reply, for servers that leave the shape to the model. */
export function withReplyShape(system: string, schema: z.ZodType): string {
  return [
    system,
    '# Reply',
    'Reply with one JSON object and nothing else: no words before or after it. It must fit this JSON schema:',
    JSON.stringify(jsonSchemaOf(schema)),
  ].join('\n\n');
}

/**
 * The value in a reply: the whole text, a code fence in it, or an object amid prose; else what `salvage` makes of the
 * text. Throws `llm-malformed` with what is missing.
 */
export function readValue<T>(
  text: string,
  schema: z.ZodType<T>,
  { host, salvage }: { readonly host: string; readonly salvage?: (text: string) => unknown },
): T {
  let complaint = 'no JSON object in it';
  for (const json of candidatesOf(text)) {
    const read = schema.safeParse(parsed(json));
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    if (issue !== undefined && issue.path.length > 0) {
      complaint = `${issue.path.join('.')}: ${issue.message}`;
    }
  }
  const salvaged = schema.safeParse(salvage?.(text));
  if (salvaged.success) return salvaged.data;
  throw new LlmError('llm-malformed', `reply from ${host}: not as asked for (${complaint})`, {
    hint: 'Try again, or choose a model that keeps to a given form',
    reply: text,
  });
}

/** Likeliest first. */
function candidatesOf(text: string): string[] {
  return [text, ...fencesOf(text).map(({ content }) => content), ...objectsIn(text)];
}

export interface CodeFence {
  /** 'js', 'json'; empty where none is named. */
  readonly language: string;
  readonly content: string;
}

/** Code fences of Markdown; the last may lack its end. */
export function fencesOf(text: string): CodeFence[] {
  const fences: CodeFence[] = [];
  let open: { language: string; lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    const fence = /^\s*```+\s*([\w-]*)\s*$/.exec(line);
    if (fence === null) open?.lines.push(line);
    else if (open === undefined) open = { language: fence[1] ?? '', lines: [] };
    else {
      fences.push({ language: open.language, content: open.lines.join('\n') });
      open = undefined;
    }
  }
  if (open !== undefined) fences.push({ language: open.language, content: open.lines.join('\n') });
  return fences;
}

/** Text that is no object must not take more than a few passes. */
const MOST_TRIES = 20;

/** Outermost '{ ... }' of a text, braces within JSON strings not counted. */
function objectsIn(text: string): string[] {
  const found: string[] = [];
  let from = text.indexOf('{');
  for (let tries = 0; from !== -1 && tries < MOST_TRIES; tries++) {
    const end = endOfObject(text, from);
    if (end !== undefined) found.push(text.slice(from, end));
    from = text.indexOf('{', end ?? from + 1);
  }
  return found;
}

function endOfObject(text: string, from: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let i = from; i < text.length; i++) {
    const character = text[i];
    if (inString) {
      if (character === '\\') i++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return i + 1;
  }
  return undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
