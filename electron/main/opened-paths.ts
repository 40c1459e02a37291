import { statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What lies at an absolute path; undefined: nothing. */
type LookUp = (path: string) => 'file' | 'folder' | undefined;

export interface Opening {
  readonly platform: NodeJS.Platform;
  readonly lookUp: LookUp;
}

/** As Windows and Linux limit it; longer ones are no path that a person chose. */
const LONGEST = 4096;
/** One start opens one project; of more, nobody could say which. */
const MOST_ARGUMENTS = 1000;

/**
 * The first project that a command line names: an absolute path of an existing folder, or of an existing
 * *.gsim.json. A command line is written by whoever starts the studio (a link in a browser, a script, a second
 * instance), so nothing else is taken: no relative path, no address of another machine, no option, and the file is
 * opened as a project, whatever it says. `own`: the application's folder, which stands there in a checkout.
 */
export function openedPath(
  argv: readonly string[],
  own: string,
  opening: Opening,
): string | undefined {
  // The first is the program itself.
  return argv
    .slice(1, MOST_ARGUMENTS)
    .map((argument) => projectPath(argument, opening))
    .find((path) => path !== undefined && path !== own);
}

/** The path, normalised, when it may be opened. */
export function projectPath(argument: string, { platform, lookUp }: Opening): string | undefined {
  const path = platform === 'win32' ? win32 : posix;
  const text = platform === 'linux' ? fromFileAddress(argument) : argument;
  if (text.length > LONGEST || text.includes('\0')) return undefined;
  if (!path.isAbsolute(text) || (platform === 'win32' && !isOnDriveOrShare(text))) return undefined;
  const normal = path.normalize(text);
  const found = lookUp(normal);
  if (found === 'folder') return normal;
  return found === 'file' && normal.toLowerCase().endsWith('.gsim.json') ? normal : undefined;
}

/** C:\... or \\server\share\...; not \\?\ and \\.\, which name devices. */
function isOnDriveOrShare(text: string): boolean {
  return /^[a-z]:[\\/]/i.test(text) || /^\\\\[a-z0-9][^\\/]*\\[^\\/]/i.test(text);
}

/** File managers of Linux give file:///home/... A host in it, or an encoded slash, makes it no path. */
function fromFileAddress(text: string): string {
  if (!text.startsWith('file:///') || text.length > LONGEST) return text;
  try {
    return fileURLToPath(text, { windows: false });
  } catch {
    return '';
  }
}

export function lookUpOnDisk(path: string): 'file' | 'folder' | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return 'file';
  return found?.isDirectory() ? 'folder' : undefined;
}
