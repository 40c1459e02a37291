import { Chunk } from '@codemirror/merge';
import { Text } from '@codemirror/state';
import { count } from '../words/numbers.ts';

/** How code differs from what it was made from, in a sentence: '3 lines are new, 1 line is gone.' */
export function changeSentence(before: string, after: string): string {
  const [a, b] = [textOf(before), textOf(after)];
  let added = 0;
  let removed = 0;
  for (const chunk of Chunk.build(a, b)) {
    removed += linesIn(a, chunk.fromA, chunk.toA);
    added += linesIn(b, chunk.fromB, chunk.toB);
  }
  if (added + removed === 0) return 'The code is the same.';
  const words = [
    ...(added > 0 ? [`${count(added, 'line')} ${added === 1 ? 'is' : 'are'} new`] : []),
    ...(removed > 0 ? [`${count(removed, 'line')} ${removed === 1 ? 'is' : 'are'} gone`] : []),
  ];
  return `${words.join(', ')}.`;
}

/** With a line end after the last line, so that a line added behind it changes no other. */
function textOf(code: string): Text {
  return Text.of(`${code.replace(/\n$/, '')}\n`.split('\n'));
}

/** Chunks end one past their last line; one of nothing begins where it ends. */
function linesIn(text: Text, from: number, to: number): number {
  if (from === to) return 0;
  return text.lineAt(Math.min(to - 1, text.length)).number - text.lineAt(from).number + 1;
}
