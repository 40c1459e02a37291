import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** Everything the window is made of. A file with another extension is never given out. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Letters, digits, dash, underscore, dots inside: as the build names its files. So there is no `..`, no dotfile,
 * no percent sign (hence no encoding to be fooled by), no backslash, colon, tilde, space, NUL or letter that a
 * file system folds into another one.
 */
const SEGMENT = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;

/** Windows opens a device whatever folder and extension they are given. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

export interface StaticFile {
  /** Below root. */
  readonly file: string;
  /** Content-Type. */
  readonly type: string;
}

/**
 * The file that a request means. `path`: the URL's path exactly as it was sent, without query; '/' is index.html.
 * Undefined for everything that is not plainly the name of a file of the window. Touches no disk.
 */
export function resolveStaticFile(root: string, path: string): StaticFile | undefined {
  if (!path.startsWith('/') || path.length > 1000) return undefined;
  const segments = path === '/' ? ['index.html'] : path.slice(1).split('/');
  if (!segments.every((name) => SEGMENT.test(name) && !DEVICE.test(name))) return undefined;
  const type = TYPES[extname(segments.at(-1)!)];
  return type === undefined ? undefined : { file: join(root, ...segments), type };
}

/** Its bytes. Undefined where there is none, where it is no file, and where a link leads out of root. */
export async function readStaticFile(
  root: string,
  path: string,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string } | undefined> {
  const found = resolveStaticFile(root, path);
  if (found === undefined) return undefined;
  try {
    const file = await realpath(found.file);
    if (!file.startsWith((await realpath(root)) + sep) || !(await stat(file)).isFile()) {
      return undefined;
    }
    return { bytes: await readFile(file), type: found.type };
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes((cause as NodeJS.ErrnoException).code ?? '')) {
      return undefined;
    }
    throw cause;
  }
}
