import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { StudioError } from '../../engine/base/error.ts';
import { personFolders } from './person-folders.ts';

export interface LoopbackOptions {
  /** 0: a free one. */
  readonly port: number;
  readonly userFolder: string;
  readonly projectsFolder: string;
  /** Threads that simulate; absent: chosen by settings and cores. */
  readonly threads?: number;
  readonly openBrowser: boolean;
  /** Print one line of JSON instead of words. */
  readonly json: boolean;
}

class LoopbackOptionError extends StudioError<'unknown-option' | 'bad-option'> {}

export const LOOPBACK_HELP = `The studio in the browser.

  --port <number>           port of 127.0.0.1 (default: a free one)
  --user-folder <folder>    settings and recent projects (default: this system's usual place)
  --projects-folder <folder>  where new projects go (default: G-Sim projects in your documents)
  --threads <number>        threads that simulate
  --no-open                 print the address only
  --json                    print {"url", "port", "pid"} as one line
`;

/** Ports below 1024 belong to the system, and 80 would not stand in an address. */
const port = z.coerce.number().int().min(1024).max(65_535);
const threads = z.coerce.number().int().min(1).max(256);

/** Undefined: help was asked for. Throws LoopbackOptionError. */
export function readLoopbackOptions(
  args: readonly string[],
  folders = personFolders(),
): LoopbackOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  return {
    port: values.port === undefined ? 0 : number('--port', values.port, port),
    userFolder: resolve(values['user-folder'] ?? folders.userFolder),
    projectsFolder: resolve(values['projects-folder'] ?? folders.projectsFolder),
    ...(values.threads !== undefined && { threads: number('--threads', values.threads, threads) }),
    openBrowser: !values['no-open'],
    json: values.json ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        port: { type: 'string' },
        'user-folder': { type: 'string' },
        'projects-folder': { type: 'string' },
        threads: { type: 'string' },
        'no-open': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    throw new LoopbackOptionError('unknown-option', `options: ${(cause as Error).message}`, {
      hint: '--help lists them.',
    });
  }
}

function number(option: string, text: string, schema: z.ZodType<number>): number {
  const checked = schema.safeParse(text.trim() === '' ? undefined : text);
  if (checked.success) return checked.data;
  throw new LoopbackOptionError('bad-option', `${option}: ${text}`, {
    hint: option === '--port' ? 'A number from 1024 to 65535.' : 'A number from 1 to 256.',
    place: { field: option },
  });
}
