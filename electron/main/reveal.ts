import { posix, win32 } from 'node:path';
import { DesktopError } from './desktop-error.ts';
import type { Opening } from './opened-paths.ts';

/**
 * The path to show in the file manager: in a project that the person has opened, or where new ones go. The window could
 * otherwise have the system look at any path, and a share of a stranger's machine is told who the person is.
 */
export function revealable(
  text: string,
  folders: readonly string[],
  { platform, lookUp }: Opening,
): string {
  const path = platform === 'win32' ? win32 : posix;
  const wanted = path.normalize(text);
  const isInside = (folder: string) => {
    const way = path.relative(folder, wanted);
    return !path.isAbsolute(way) && way !== '..' && !way.startsWith(`..${path.sep}`);
  };
  if (!path.isAbsolute(text) || text.includes('\0') || !folders.some(isInside)) {
    throw new DesktopError('not-yours', `path: ${text}`, {
      hint: 'Only files of your projects are shown.',
    });
  }
  if (lookUp(wanted) === undefined) {
    throw new DesktopError('not-found', `path: ${text} is not there any more`);
  }
  return wanted;
}
