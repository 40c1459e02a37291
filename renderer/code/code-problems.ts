/** What is wrong with code, line by line. */

export interface CodeProblem {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** With the way out. */
  readonly text: string;
}

const LINE = /^.*?:(\d+):(\d+) (?:[a-z-]+: )?(.*)$/;

/**
 * The problems that the engine tells of code, one a line of its message: 'edit.sim.js:12:3 rule: what. Way out'.
 * Empty where the message speaks of no line.
 */
export function codeProblems(message: string): CodeProblem[] {
  return message.split('\n').flatMap((text) => {
    const [, line, column, words] = LINE.exec(text) ?? [];
    return words === undefined ? [] : [{ line: Number(line), column: Number(column), text: words }];
  });
}
