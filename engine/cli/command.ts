/** A command of `gsim`: one row of the table in commands.ts. Help, parsing and checks come from the row. */
import type { z } from 'zod';
import type { Project } from '../project/project.ts';
import type { Services } from '../studio/services.ts';
import type { ExitCode } from './exit-code.ts';

export interface Command<Options = unknown> {
  readonly name: string;
  /** In commander's notation: '<folder>', '<project> <file>', '' for none. */
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
  /** A line for the person, on standard error, unless --quiet. */
  readonly note: (text: string) => void;
  /** Part of the result as soon as it is there, on standard output; nothing with --json or --quiet. */
  readonly say: (text: string) => void;
  /** A variable of the environment; undefined where it is not set. */
  readonly environment: (name: string) => string | undefined;
  /** Seconds on a clock that never goes back. */
  readonly seconds: () => number;
  readonly createProject: (
    folder: string,
    about: { readonly name: string; readonly description: string },
  ) => Promise<Project>;
  /** Closed when the command ends. write: throws when the project is open elsewhere or read-only. */
  readonly openProject: (folder: string, access: 'read' | 'write') => Promise<Project>;
  /** What use cases need: the pool (started on first use), Ctrl-C as a signal, the progress line. */
  readonly services: () => Services;
}

/** Keeps the types of a row's options together; gives the row as the table holds it. */
export function defineCommand<Options>(command: Command<Options>): Command {
  return {
    ...command,
    run: (tools, names, options) => command.run(tools, names, options as Options),
  };
}
