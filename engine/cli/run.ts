/** `gsim` from the words of the command line to an exit code. Nothing here ends the process. */
import { Command as Commander, CommanderError, Option } from 'commander';
import { z } from 'zod';
import { STUDIO_VERSION } from '../base/version.ts';
import { ComputeError } from '../compute/compute-error.ts';
import type { Command, CommandOption, Reply } from './command.ts';
import { commandsFor } from './commands.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { wholeNumber } from './options.ts';
import { createProgressLine } from './progress-line.ts';
import { errorData, showError } from './show-error.ts';
import type { Terminal } from './terminal.ts';
import { openTools } from './tools.ts';

const globalSchema = z.object({
  json: z.boolean().default(false),
  quiet: z.boolean().default(false),
  seed: wholeNumber.default(1),
});
type Globals = z.infer<typeof globalSchema>;

/** `words`: the command line without node and script. Resolves when everything is printed and closed. */
export async function run(
  words: readonly string[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const commands = await commandsFor(words);
  const program = buildProgram(terminal, commands, async (command, names, options, globals) => {
    exitCode = await perform({ command, names, options, globals }, terminal, signal);
  });
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.ok;
    // Commander has written what was wrong; a program that reads JSON gets that too.
    if (words.includes('--json')) {
      const message = error.message.replace(/^error: /, '');
      printJson(terminal, { error: { name: 'UsageError', code: 'usage', message } });
    }
    return EXIT.usage;
  }
}

interface Call {
  readonly command: Command;
  readonly names: readonly string[];
  readonly options: unknown;
  readonly globals: Globals;
}

async function perform(
  { command, names, options, globals }: Call,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const line = createProgressLine(terminal, globals.quiet);
  const box = openTools(terminal, line, { ...globals, signal });
  try {
    const reply = await command.run(box.tools, names, options).finally(() => box.close());
    print(terminal, reply, globals);
    return reply.exitCode ?? EXIT.ok;
  } catch (error) {
    const isStopped = signal.aborted && isCancellation(error);
    if (globals.json) {
      printJson(terminal, isStopped ? { cancelled: true } : { error: errorData(error) });
    }
    const debug = terminal.env.GSIM_DEBUG === '1';
    terminal.err(isStopped ? STOPPED_EARLY : showError(error, debug));
    return isStopped ? EXIT.cancelled : EXIT.failed;
  }
}

/** How a use case ends that was stopped before it had anything to keep. */
function isCancellation(error: unknown): boolean {
  if (error instanceof ComputeError) return error.code === 'cancelled' || error.code === 'closed';
  return error instanceof Error && error.name === 'AbortError';
}

const STOPPED_EARLY = 'Stopped before there was anything to keep.\n';

type Act = (command: Command, names: string[], options: unknown, globals: Globals) => Promise<void>;

function buildProgram(terminal: Terminal, commands: readonly Command[], act: Act): Commander {
  const program = new Commander('gsim')
    .description('From words and a CSV to a calibrated, checked simulator that planners can trust.')
    .version(STUDIO_VERSION, '--version', 'print the version')
    .option('--json', 'print the result as one JSON value')
    .option(
      '--seed <number>',
      'seed of everything random; the same seed gives the same numbers (default 1)',
    )
    .option('--quiet', 'no progress and no notes')
    .addHelpText('after', HELP)
    .showSuggestionAfterError()
    .showHelpAfterError('(gsim help COMMAND tells more)')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
    })
    .exitOverride();
  for (const row of commands) addCommand(program, row, act);
  return program;
}

function addCommand(program: Commander, row: Command, act: Act): void {
  const command = program
    .command(row.name)
    .summary(row.summary)
    .description(row.details ?? row.summary);
  if (row.arguments !== '') command.arguments(row.arguments);
  command.copyInheritedSettings(program);
  for (const option of row.options) addOption(command, option);
  command.action(async () => {
    const all = command.optsWithGlobals();
    const globals = check(command, globalSchema, all);
    const options = check(command, row.schema, all);
    await act(row, command.processedArgs.map(String), options, globals);
  });
}

/** '--fix <id...>' takes one value and may be given several times. */
function addOption(command: Commander, { flags, words }: CommandOption): void {
  const option = new Option(flags.replace('...>', '>'), words);
  if (flags.endsWith('...>')) {
    option.argParser((value, before: unknown) => [...(Array.isArray(before) ? before : []), value]);
  }
  command.addOption(option);
}

function check<T>(command: Commander, schema: z.ZodType<T>, options: unknown): T {
  const checked = schema.safeParse(options);
  if (checked.success) return checked.data;
  const { path, message } = checked.error.issues[0]!;
  const name = String(path[0] ?? 'options').replace(
    /[A-Z]/g,
    (letter) => `-${letter.toLowerCase()}`,
  );
  return command.error(`error: option --${name}: ${message}`, { exitCode: EXIT.usage });
}

function print(terminal: Terminal, reply: Reply, globals: Globals): void {
  if (globals.json) printJson(terminal, reply.json);
  else terminal.out(reply.text.endsWith('\n') ? reply.text : `${reply.text}\n`);
}

function printJson(terminal: Terminal, value: unknown): void {
  terminal.out(`${JSON.stringify(value, null, 2)}\n`);
}

const HELP = `
Exit codes: 0 done, 1 failed (the message says what to do), 2 command line not understood, 130 stopped by Ctrl-C.
Ctrl-C stops and keeps the best so far; --resume goes on from there to the same numbers.`;
