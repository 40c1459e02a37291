/** What would be sent, for the person to read and save before anything is. */
import type { Setting } from '../setting.ts';
import type { Message } from './ask.ts';
import { candidateSchema, candidateText } from './prompts/candidate.ts';
import { systemText } from './prompts/system.ts';
import { withReplyShape } from './reply-shape.ts';

export interface PreviewOptions {
  /** Candidates a round; default 3. */
  readonly count?: number;
  /** CSV text of rows, where the person allows them to be sent. */
  readonly includeRows?: string;
}

/**
 * The very text of the first request of a run. Later ones have the same parts, and what was tried and seen by then;
 * rows are never sent unless they are here.
 */
export function previewPrompt(
  setting: Setting,
  { count = 3, includeRows }: PreviewOptions = {},
): string {
  const request = {
    setting,
    round: 1,
    count,
    history: [],
    pinned: [],
    alternatives: [],
    check: async () => [],
  };
  const text = candidateText(request, { number: 1, suggestions: [], rows: includeRows });
  return renderMessages([
    { role: 'system', content: withReplyShape(systemText(), candidateSchema) },
    { role: 'user', content: text },
  ]);
}

/** Messages one after the other, each under the name of its role. */
function renderMessages(
  messages: readonly { readonly role: Message['role'] | 'system'; readonly content: string }[],
): string {
  return messages.map(({ role, content }) => `[${role}]\n${content}`).join('\n\n');
}
