/** The folder of one project: paths that cannot leave it, whole-file writes, errors that name the file. */
import type { FileHandle } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { atomicWrite, renameWithRetries, syncFolder } from './atomic-write.ts';
import { diskError, errnoOf, ProjectError } from './error.ts';
import type { FileKind } from './file-kind.ts';
import { decodeFile, encodeFile } from './file-kind.ts';
import type { FileSystem } from './file-system.ts';
import { makeFolders } from './make-folders.ts';

const MB = 1024 * 1024;
/** Larger files are refused before they are read. state: checkpoints and results. */
export const SIZE_LIMITS = {
  json: 16 * MB,
  code: 1 * MB,
  state: 128 * MB,
  journal: 256 * MB,
  table: 512 * MB,
  data: 1024 * MB,
} as const;

/** Hidden: a folder that is being made. */
const UNFINISHED = '.new';

export class Folder {
  /** Absolute, symbolic links resolved. */
  readonly root: string;
  readonly #fs: FileSystem;
  /** Throws when nothing may be written (read-only, lock lost, closed). */
  readonly #mayWrite: () => void;
  readonly #writing = new Map<string, Promise<unknown>>();
  /** By folder. */
  readonly #making = new Map<string, Promise<unknown>>();

  constructor(root: string, fs: FileSystem, mayWrite: () => void) {
    this.root = root;
    this.#fs = fs;
    this.#mayWrite = mayWrite;
  }

  /** Throws when nothing may be written. */
  checkWritable(): void {
    this.#mayWrite();
  }

  /** Absolute path of `name` ('runs/0001-check/run.json'). */
  path(name: string): string {
    return join(this.root, name);
  }

  async read(name: string, limit: number): Promise<Uint8Array> {
    const path = await this.#inside(name);
    try {
      // Looked at before it is opened: opening a pipe would wait for ever.
      const status = await this.#fs.lstat(await this.#fs.realpath(path));
      if (!status.isFile()) throw notAFile(path, name);
      if (status.size > limit) throw tooLarge(path, name, status.size, limit);
      const file = await this.#fs.open(path, 'r');
      try {
        return await file.readFile();
      } finally {
        await file.close();
      }
    } catch (error) {
      throw diskError(error, 'read', path, name);
    }
  }

  async readText(name: string, limit: number): Promise<string> {
    const bytes = await this.read(name, limit);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch (cause) {
      throw new ProjectError('corrupt', `${name}: not a text in UTF-8`, {
        hint: 'Restore the file from a copy of the project.',
        place: { file: this.path(name) },
        cause,
      });
    }
  }

  async readKind<T extends object>(
    name: string,
    kind: FileKind<T>,
    limit: number = SIZE_LIMITS.json,
  ): Promise<T> {
    return decodeFile(kind, await this.readText(name, limit), { file: this.path(name), name });
  }

  async writeKind<T extends object>(name: string, kind: FileKind<T>, value: T): Promise<void> {
    await this.write(name, encodeFile(kind, value));
  }

  /** Replaces the file as a whole; on an error it has its old content. Folders above must exist. */
  async write(name: string, content: Uint8Array | string): Promise<void> {
    await this.#change(name, (path) => atomicWrite(this.#fs, path, content));
  }

  /** Adds to the end of the file; resolves once the disk has it. */
  async append(name: string, text: string): Promise<void> {
    const isNew = !(await this.exists(name));
    await this.#change(name, async (path) => {
      const file = await this.#fs.open(path, 'a+');
      try {
        const status = await file.stat();
        if (!status.isFile()) throw notAFile(path, name);
        const { size } = status;
        const last = Buffer.alloc(1);
        if (size > 0) await file.read(last, 0, 1, size - 1);
        // A crash or a full disk may have cut the last line short: keep the damage to that line.
        await file.writeFile(size > 0 && last[0] !== 10 ? `\n${text}` : text);
        await file.sync();
      } finally {
        await file.close();
      }
      if (isNew) await syncFolder(this.#fs, join(path, '..'));
    });
  }

  /**
   * Adds to the end of a file that is known to have `size` bytes; resolves once the disk has it. What lies behind
   * these bytes (the torn rest of an earlier try) is cut off first. Gives false, and adds nothing, when the file is
   * missing or shorter: another program took it away.
   */
  async appendDurably(name: string, size: number, text: string): Promise<boolean> {
    let isThere = true;
    await this.#change(name, async (path) => {
      const file = await this.#fs.open(path, 'a+');
      try {
        const now = await file.stat();
        if (!now.isFile()) throw notAFile(path, name);
        isThere = now.size >= size;
        if (!isThere) return;
        if (now.size > size) await file.truncate(size);
        await addOrCut(file, size, text);
      } finally {
        await file.close();
      }
    });
    return isThere;
  }

  /** Differs when the file was written in between, most likely; undefined when there is none. */
  async stamp(name: string): Promise<string | undefined> {
    const path = await this.#inside(name);
    try {
      const { ino, size, mtimeMs, ctimeMs } = await this.#fs.lstat(await this.#fs.realpath(path));
      return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw diskError(error, 'read', path, name);
    }
  }

  /** Makes a folder that must not exist yet; false when it does. The one above is made when missing. */
  async makeFolder(name: string): Promise<boolean> {
    let isNew = true;
    await this.#change(name, async (path) => {
      await makeFolders(this.#fs, join(path, '..'));
      try {
        await this.#fs.mkdir(path);
      } catch (error) {
        if (errnoOf(error) !== 'EEXIST') throw error;
        isNew = false;
      }
      await syncFolder(this.#fs, join(path, '..'));
    });
    return isNew;
  }

  /**
   * Makes a folder in `parent` ('runs') that is there with everything that `fill` writes into it, or not at all.
   * `nameOf` gets the names that are taken; `fill` gets the place where the folder is being made. Gives the name.
   */
  makeWhole(
    parent: string,
    nameOf: (taken: readonly string[]) => string,
    fill: (place: string, name: string) => Promise<void>,
  ): Promise<string> {
    const before = this.#making.get(parent) ?? Promise.resolve();
    const made = before.catch(() => {}).then(() => this.#makeWhole(parent, nameOf, fill));
    this.#making.set(parent, made);
    return made;
  }

  async #makeWhole(
    parent: string,
    nameOf: (taken: readonly string[]) => string,
    fill: (place: string, name: string) => Promise<void>,
  ): Promise<string> {
    const place = `${parent}/${UNFINISHED}`;
    // What a crash left of an earlier one.
    if (await this.exists(place)) await this.remove(place);
    await this.makeFolder(place);
    try {
      const name = nameOf(await this.list(parent));
      await fill(place, name);
      await this.#change(`${parent}/${name}`, async (path) => {
        await renameWithRetries(this.#fs, this.path(place), path);
        await syncFolder(this.#fs, this.path(parent));
      });
      return name;
    } catch (error) {
      await this.remove(place).catch(() => {});
      throw error;
    }
  }

  /** Resolves once the disk has forgotten it. */
  async remove(name: string): Promise<void> {
    await this.#change(name, async (path) => {
      await this.#fs.rm(path, { recursive: true, force: true });
      await syncFolder(this.#fs, join(path, '..'));
    });
  }

  /** Names in the folder, sorted, hidden ones left out; none when the folder is missing. */
  async list(name: string): Promise<readonly string[]> {
    const path = await this.#inside(name);
    try {
      const names = await this.#fs.readdir(path);
      return names.filter((entry) => !entry.startsWith('.')).sort();
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return [];
      throw diskError(error, 'read', path, name);
    }
  }

  async exists(name: string): Promise<boolean> {
    const path = await this.#inside(name);
    return this.#fs.lstat(path).then(
      () => true,
      () => false,
    );
  }

  /** One change at a time for each file, in the order of the calls. */
  #change(name: string, work: (path: string) => Promise<void>): Promise<void> {
    const before = this.#writing.get(name) ?? Promise.resolve();
    const change = before
      .catch(() => {})
      .then(async () => {
        this.#mayWrite();
        const path = await this.#inside(name);
        await work(path).catch((error) => {
          throw diskError(error, 'write', path, name);
        });
      });
    this.#writing.set(name, change);
    return change.finally(() => {
      if (this.#writing.get(name) === change) this.#writing.delete(name);
    });
  }

  /** The absolute path, after making sure that neither dots nor symbolic links lead out of the project. */
  async #inside(name: string): Promise<string> {
    const path = this.path(name);
    if (!isBelow(this.root, path)) throw outside(path, name);
    const real = await this.#realPath(path, name);
    if (!isBelow(this.root, real)) throw outside(path, name);
    return path;
  }

  async #realPath(path: string, name: string): Promise<string> {
    try {
      return await this.#fs.realpath(path);
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw diskError(error, 'read', path, name);
      const link = await this.#fs.lstat(path).catch(() => undefined);
      // A dangling link: what is written to it would appear at its other end.
      if (link?.isSymbolicLink()) throw outside(path, name);
      return path === this.root ? path : this.#realPath(join(path, '..'), name);
    }
  }
}

/** On an error the file is cut back to `size` bytes, where the disk lets that happen. */
async function addOrCut(file: FileHandle, size: number, text: string): Promise<void> {
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await file.truncate(size).catch(() => {});
    throw error;
  }
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !/^(?:[A-Za-z]:|[\\/])/.test(way);
}

function outside(path: string, name: string): ProjectError {
  return new ProjectError('outside', `file: ${name} lies outside the project folder`, {
    hint: 'Replace the link by the file itself: a project keeps everything inside its folder.',
    place: { file: path },
  });
}

function notAFile(path: string, name: string): ProjectError {
  return new ProjectError('corrupt', `file: ${name} is not a plain file`, {
    hint: 'Move it away and restore the file from a copy of the project.',
    place: { file: path },
  });
}

function tooLarge(path: string, name: string, size: number, limit: number): ProjectError {
  return new ProjectError(
    'too-large',
    `file: ${name} has ${inMegabytes(size)} MB, at most ${inMegabytes(limit)} are read`,
    {
      hint: 'It was not written by the studio as it is. Restore it from a copy of the project.',
      place: { file: path },
    },
  );
}

function inMegabytes(bytes: number): string {
  return (bytes / MB).toFixed(bytes < 10 * MB ? 1 : 0);
}
