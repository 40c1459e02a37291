/**
 * Everything that was asked of a language model and answered, in plain entries, so that a run can be read, replayed
 * without a network and taken up again to the same result. Keys and addresses are no part of it.
 */
import { z } from 'zod';

const usageSchema = z.strictObject({
  input: z.number().nonnegative(),
  output: z.number().nonnegative(),
});

export const transcriptEntrySchema = z.strictObject({
  version: z.literal(1),
  /** SHA-256 (hex) of what was asked and how often the very same had been asked before. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  asked: z.strictObject({
    /** Name of the schema that the reply must have. */
    name: z.string(),
    model: z.string(),
    effort: z.string().exactOptional(),
    temperature: z.number().exactOptional(),
    maxOutputTokens: z.number(),
    system: z.string(),
    messages: z.array(z.strictObject({ role: z.enum(['user', 'assistant']), content: z.string() })),
  }),
  /** Requests that were sent for it, repetitions included. */
  attempts: z.int().nonnegative(),
  usage: usageSchema,
  /** Present when it was answered. */
  reply: z.strictObject({ text: z.string(), via: z.string() }).exactOptional(),
  /** Present when it failed; the reply may be there all the same. */
  problem: z
    .strictObject({ code: z.string(), message: z.string(), hint: z.string().exactOptional() })
    .exactOptional(),
});

export type TranscriptEntry = z.infer<typeof transcriptEntrySchema>;

/** Where entries are kept, such as a file of the run. */
export interface Transcript {
  /** The entry of this key; the newest where there are several. */
  readonly find: (key: string) => TranscriptEntry | undefined;
  /** Resolves when the entry is kept. */
  readonly add: (entry: TranscriptEntry) => void | Promise<void>;
}

/** Numbers equal questions in the order in which they are asked, and gives each its key. */
export function createKeys(): (asked: TranscriptEntry['asked']) => Promise<string> {
  const counts = new Map<string, number>();
  return (asked) => {
    const { name, model, effort, temperature, maxOutputTokens, system, messages } = asked;
    const text = JSON.stringify([
      ...[name, model, effort ?? null, temperature ?? null, maxOutputTokens, system],
      messages.map(({ role, content }) => [role, content]),
    ]);
    // Counted before the first wait, so that the order of asking decides.
    const ordinal = (counts.get(text) ?? 0) + 1;
    counts.set(text, ordinal);
    return sha256(`${ordinal}\n${text}`);
  };
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
