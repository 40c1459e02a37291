/** A command of `gsim`: one row of the table in commands.ts. Help, parsing and checks come from the row. */
import type { z } from 'zod';
import type { Project } from '../project/project.ts';
import type { ExitCode } from './exit-code.ts';
import type { Progress } from './progress-line.ts';
import type { Simulations } from './simulations.ts';

export interface Command<Options = unknown> {
  readonly name: string;
  /** In commander's notation: '<folder>', '<project> <file>'. */
  readonly arguments: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** More, for `gsim help NAME`. */
  readonly details?: string;
  readonly options: readonly CommandOption[];
  /** Texts as commander gives them, by option name in camel case; what it returns goes to `run`. */
  readonly schema: z.ZodType<Options>;
  readonly run: (tools: Tools, names: readonly string[], options: Options) => Promise<Reply>;
}

export interface CommandOption {
  /** '--held-out <rows>'; a name followed by '...' may be repeated. */
  readonly flags: string;
  readonly words: string;
}

/** What a command says when it is done. */
export interface Reply {
  /** With --json, alone on standard output. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Without --json, on standard output. */
  readonly text: string;
  /** Default 0. */
  readonly exitCode?: ExitCode;
}

/** What a command may use. */
export interface Tools {
  readonly seed: number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
  /** A line for the person, on standard error, unless --quiet. */
  readonly note: (text: string) => void;
  readonly createProject: (
    folder: string,
    about: { readonly name: string; readonly description: string },
  ) => Promise<Project>;
  /** Closed when the command ends. write: throws when the project is open elsewhere or read-only. */
  readonly openProject: (folder: string, access: 'read' | 'write') => Promise<Project>;
  /** The pool of simulation workers; started on first use, closed when the command ends. */
  readonly simulations: () => Simulations;
}

/** Keeps the types of a row's options together; gives the row as the table holds it. */
export function defineCommand<Options>(command: Command<Options>): Command {
  return {
    ...command,
    run: (tools, names, options) => command.run(tools, names, options as Options),
  };
}
