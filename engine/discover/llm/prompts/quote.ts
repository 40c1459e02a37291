/**
 * What people, files and other models wrote, put into a prompt as data: it cannot end its fence, and cannot pass for
 * a part of the conversation.
 */

/** Line breaks of all kinds that a model may take for one. */
const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** What cannot be seen: control characters, marks of direction, joiners. Tabs and line breaks stay. */
const UNSEEN = /[[\p{Cf}\p{Cc}]--[\t\n\r\v\f]]/gv;

/** Marks with which servers of open models tell messages apart: <|im_end|>, <start_of_turn>, [INST], <<SYS>>, </s>. */
const CHAT_MARKS = /<(?=\||<|\/?(?:s|start_of_turn|end_of_turn|bos|eos)>)|\[(?=\/?INST\])/gi;

/** Every line behind '| ', so that whatever it says stays inside; beyond `most` characters it is cut. */
export function quoteLines(text: string, most: number): string {
  return harmless(cut(text, most))
    .split(LINE_BREAK)
    .map((line) => `| ${line}`)
    .join('\n');
}

/** One line in double quotes, as JSON has it; beyond 200 characters it is cut. */
export function quoteName(text: string): string {
  return JSON.stringify(harmless(cut(text.split(LINE_BREAK).join(' '), 200)));
}

/** A code fence that is longer than any run of backticks in the code; beyond `most` characters it is cut. */
export function fenceCode(code: string, most: number): string {
  const text = harmless(cut(code, most));
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}js\n${text.trimEnd()}\n${fence}`;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)} ... (cut)`;
}

function harmless(text: string): string {
  return text.replace(UNSEEN, ' ').replace(CHAT_MARKS, '$& ');
}
