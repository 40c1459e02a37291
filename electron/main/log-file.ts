import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes one line. Say what happened, with codes and reasons: no keys, no data, no text of a person. */
export type Log = (message: string) => void;

export interface LogOptions {
  readonly path: string;
  readonly clock: () => Date;
  /** Bytes at which the file becomes `<path>.old` and a new one begins (default 1 MB). */
  readonly limit?: number;
}

const LINE_LIMIT = 2000;

/** Written at once, for the next moment may be a crash. A log that cannot be written is done without. */
export function openLog({ path, clock, limit = 1_000_000 }: LogOptions): Log {
  return (message) => {
    const line = `${clock().toISOString()} ${oneLine(message)}\n`;
    try {
      mkdirSync(dirname(path), { recursive: true });
      if (sizeOf(path) + line.length > limit) renameSync(path, `${path}.old`);
      appendFileSync(path, line, { mode: 0o600 });
    } catch {
      // Full or read-only: nothing here depends on it.
    }
  };
}

function oneLine(message: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return message.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').slice(0, LINE_LIMIT);
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * Of what a process wrote when it died, what says where: the kind of error and its place in our code. The message is
 * left out, for it may hold a cell of a table or a key.
 */
export function crashPlace(standardError: string): string {
  return standardError
    .split('\n')
    .map(
      (line) =>
        /^\s*at .+|^(?:Uncaught )?[A-Z]\w*(?:Error|Exception)\b|^FATAL ERROR: .+/.exec(line)?.[0],
    )
    .filter((line) => line !== undefined)
    .slice(0, 20)
    .map((line) => line.trim())
    .join(' | ');
}
