/**
 * Why a simulator's file was refused: every problem that was found, each with its line and its way out, so
 * that a person, a language model or the composer can repair all of them in one go.
 */
import { StudioError } from '../base/error.ts';

/** One thing to repair. Lines and columns count from 1, in the author's own file. */
export interface Problem {
  /** The rule of the simulator language that it breaks (docs/simulator-language.md). */
  readonly rule: string;
  readonly line: number;
  readonly column: number;
  /** `noun: value`. */
  readonly message: string;
  /** The way out. */
  readonly hint: string;
}

/** A simulator that cannot be accepted. `place` is the first problem; `problems` are in order of line. */
export class SimulatorError extends StudioError<'simulator-refused'> {
  readonly problems: readonly Problem[];
  readonly file: string;

  constructor(file: string, problems: readonly Problem[]) {
    const [first] = problems;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    super('simulator-refused', `${first?.message ?? 'simulator refused'}${more}`, {
      ...(first && {
        hint: first.hint,
        place: { file, line: first.line, column: first.column },
      }),
    });
    this.file = file;
    this.problems = problems;
  }
}

/** One problem a line: `file:line:column rule: message. Way out.` */
export function explainProblems(error: SimulatorError): string {
  return error.problems
    .map((p) => `${error.file}:${p.line}:${p.column} ${p.rule}: ${p.message}. ${p.hint}`)
    .join('\n');
}
