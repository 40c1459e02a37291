/**
 * A disk in memory that remembers in which order it was changed and what was flushed when, so that it can be
 * shown as a power cut might leave it at any moment. As pessimistic as POSIX allows:
 *
 * - Bytes are safe once their file was synced. Later ones may be there, missing, torn, zero, or there without
 *   earlier ones.
 * - Names are safe once their folder was synced, also that of a file which was itself synced. Later ones may be
 *   there or not, in any combination; a rename is one change.
 */
import type { FileHandle } from 'node:fs/promises';
import type { FileSystem } from '../../engine/project/file-system.ts';

/** A number from 0 to 1, 1 excluded. */
type Random = () => number;

/** The same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface File {
  readonly kind: 'file';
  readonly id: number;
  /** What it was when the disk started. */
  base: Uint8Array;
  bytes: Uint8Array;
  changed: number;
}

interface Dir {
  readonly kind: 'folder';
  readonly id: number;
  /** What it was when the disk started. */
  base: ReadonlyMap<string, Node>;
  readonly entries: Map<string, Node>;
  changed: number;
}

type Node = File | Dir;

type DataChange =
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'resize'; readonly size: number };

type NameChange =
  | { readonly kind: 'put'; readonly name: string; readonly node: Node }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'move'; readonly from: string; readonly to: string; readonly node: Node };

type Event =
  | { readonly file: File; readonly change: DataChange | 'sync' }
  | { readonly folder: Dir; readonly change: NameChange | 'sync' };

export class PowerCutDisk {
  readonly fs: FileSystem;
  readonly #root: Dir;
  readonly #log: Event[] = [];
  #ids = 0;

  constructor(root?: (newId: () => number) => Dir) {
    const newId = () => ++this.#ids;
    this.#root = root?.(newId) ?? newDir(newId());
    this.fs = this.#fileSystem();
  }

  /** Changes and flushes so far: a moment at which the power can go. */
  get moment(): number {
    return this.#log.length;
  }

  /**
   * The disk of the next start, if the power had gone right after change number `moment`. `random` chooses among
   * what may have happened to what was not flushed; see SURVIVAL.
   */
  after(moment: number, survival: Survival, random: Random): PowerCutDisk {
    const data = new Map<File, DataChange[][]>();
    const names = new Map<Dir, NameChange[][]>();
    for (const event of this.#log.slice(0, moment)) {
      if ('file' in event) record(data, event.file, event.change);
      else record(names, event.folder, event.change);
    }
    return new PowerCutDisk((newId) =>
      rebuild(this.#root, { data, names, newId, may: SURVIVAL[survival], random }),
    );
  }

  #fileSystem(): FileSystem {
    const fs: Partial<Record<keyof FileSystem, unknown>> = {
      open: async (path: string, flags: string) => this.#open(path, flags),
      mkdir: async (path: string) => {
        const { folder, name, node } = this.#look(path);
        if (node) throw failure('EEXIST', path);
        this.#rename(folder, { kind: 'put', name, node: newDir(++this.#ids) });
      },
      rename: async (from: string, to: string) => this.#move(from, to),
      rm: async (path: string, options: { recursive?: boolean; force?: boolean } = {}) => {
        const { folder, name, node } = this.#look(path, options.force);
        if (!node) {
          if (options.force) return;
          throw failure('ENOENT', path);
        }
        if (node.kind === 'folder' && !options.recursive) throw failure('ERR_FS_EISDIR', path);
        this.#remove(folder, name, node);
      },
      rmdir: async (path: string) => {
        const { folder, name, node } = this.#look(path);
        if (!node) throw failure('ENOENT', path);
        if (node.kind === 'file') throw failure('ENOTDIR', path);
        if (node.entries.size > 0) throw failure('ENOTEMPTY', path);
        this.#rename(folder, { kind: 'remove', name });
      },
      readdir: async (path: string) => {
        const node = this.#find(path);
        if (node.kind === 'file') throw failure('ENOTDIR', path);
        return [...node.entries.keys()];
      },
      realpath: async (path: string) => {
        this.#find(path);
        return path;
      },
      lstat: async (path: string) => statusOf(this.#find(path)),
    };
    return fs as FileSystem;
  }

  #open(path: string, flags: string): FileHandle {
    if (path === '/') return this.#folderHandle(this.#root);
    const { folder, name, node } = this.#look(path);
    if (flags === 'wx' && node) throw failure('EEXIST', path);
    if (!node && flags.startsWith('r')) throw failure('ENOENT', path);
    if (node?.kind === 'folder') {
      if (flags !== 'r') throw failure('EISDIR', path);
      return this.#folderHandle(node);
    }
    if (!node) {
      const file = newFile(++this.#ids, new Uint8Array());
      this.#rename(folder, { kind: 'put', name, node: file });
      return this.#fileHandle(file, flags);
    }
    if (flags === 'w') this.#write(node, { kind: 'resize', size: 0 });
    return this.#fileHandle(node, flags);
  }

  #folderHandle(folder: Dir): FileHandle {
    return handle({
      sync: async () => void this.#log.push({ folder, change: 'sync' }),
      close: async () => {},
    });
  }

  #fileHandle(file: File, flags: string): FileHandle {
    let position = 0;
    const write = (content: Uint8Array | string) => {
      const bytes = Uint8Array.from(Buffer.from(content));
      const at = flags.startsWith('a') ? file.bytes.length : position;
      this.#write(file, { kind: 'write', at, bytes });
      position = at + bytes.length;
    };
    return handle({
      readFile: async () => Buffer.from(file.bytes),
      read: async (into: Uint8Array, offset: number, length: number, from: number) => {
        into.set(file.bytes.subarray(from, from + length), offset);
      },
      // As a disk does it: not at once.
      writeFile: async (content: Uint8Array | string) => {
        if (flags === 'r') throw failure('EBADF', '');
        const bytes = Uint8Array.from(Buffer.from(content));
        const half = Math.ceil(bytes.length / 2);
        write(bytes.subarray(0, half));
        await Promise.resolve();
        write(bytes.subarray(half));
      },
      truncate: async (size = 0) => this.#write(file, { kind: 'resize', size }),
      stat: async () => statusOf(file),
      sync: async () => void this.#log.push({ file, change: 'sync' }),
      utimes: async (_accessed: Date, modified: Date) => {
        file.changed = modified.getTime();
      },
      close: async () => {},
    });
  }

  #move(from: string, to: string): void {
    const source = this.#look(from);
    const target = this.#look(to);
    if (!source.node) throw failure('ENOENT', from);
    if (source.folder !== target.folder) throw new Error('not simulated: a move between folders');
    if (target.node?.kind === 'folder' && target.node.entries.size > 0) {
      throw failure('ENOTEMPTY', to);
    }
    if (target.node && target.node.kind !== source.node.kind) throw failure('ENOTDIR', to);
    const { folder, node } = source;
    this.#rename(folder, { kind: 'move', from: source.name, to: target.name, node });
  }

  #remove(folder: Dir, name: string, node: Node): void {
    if (node.kind === 'folder') {
      for (const [inner, below] of [...node.entries]) this.#remove(node, inner, below);
    }
    this.#rename(folder, { kind: 'remove', name });
  }

  #write(file: File, change: DataChange): void {
    file.bytes = changedBytes(file.bytes, change);
    file.changed = now();
    this.#log.push({ file, change });
  }

  #rename(folder: Dir, change: NameChange): void {
    changeNames(folder.entries, change);
    folder.changed = now();
    this.#log.push({ folder, change });
  }

  #find(path: string): Node {
    const { node } = path === '/' ? { node: this.#root } : this.#look(path);
    if (!node) throw failure('ENOENT', path);
    return node;
  }

  #look(path: string, isForced = false): { folder: Dir; name: string; node: Node | undefined } {
    const steps = path.split('/').filter((step) => step !== '');
    const name = steps.pop();
    if (name === undefined) throw new Error('not simulated: a change of the root');
    let folder = this.#root;
    for (const step of steps) {
      const next = folder.entries.get(step);
      if (next?.kind === 'file') throw failure('ENOTDIR', path);
      if (next === undefined && isForced) return { folder: newDir(0), name, node: undefined };
      if (next === undefined) throw failure('ENOENT', path);
      folder = next;
    }
    return { folder, name, node: folder.entries.get(name) };
  }
}

/** What may have become of a change that was not flushed, with its weight. */
type Fate = 'kept' | 'lost' | 'torn' | 'zeroed';

const SURVIVAL = {
  nothing: { kept: 0, lost: 1, torn: 0, zeroed: 0 },
  everything: { kept: 1, lost: 0, torn: 0, zeroed: 0 },
  some: { kept: 0.5, lost: 0.5, torn: 0, zeroed: 0 },
  pieces: { kept: 0.25, lost: 0.25, torn: 0.25, zeroed: 0.25 },
} as const satisfies Record<string, Readonly<Record<Fate, number>>>;

export type Survival = keyof typeof SURVIVAL;
export const SURVIVALS = Object.keys(SURVIVAL) as Survival[];

/** Nobody has renewed a lock since the power went. */
const LONG_AGO = 0;

interface Rebuilding {
  /** Changes of each file and folder in stretches; a flush ends a stretch. The last was not flushed. */
  readonly data: ReadonlyMap<File, readonly DataChange[][]>;
  readonly names: ReadonlyMap<Dir, readonly NameChange[][]>;
  readonly newId: () => number;
  readonly may: Readonly<Record<Fate, number>>;
  readonly random: Random;
}

function record<N, C>(into: Map<N, C[][]>, node: N, change: C | 'sync'): void {
  const stretches = into.get(node) ?? [[]];
  if (change === 'sync') stretches.push([]);
  else stretches.at(-1)!.push(change);
  into.set(node, stretches);
}

function rebuild(root: Dir, how: Rebuilding): Dir {
  const made = new Map<Node, Node>();
  const nodeAfter = (node: Node): Node => {
    const before = made.get(node);
    if (before) return before;
    if (node.kind === 'file') {
      const file = newFile(how.newId(), bytesAfter(node, how), LONG_AGO);
      made.set(node, file);
      return file;
    }
    const folder = newDir(how.newId(), LONG_AGO);
    made.set(node, folder);
    for (const [name, below] of namesAfter(node, how)) folder.entries.set(name, nodeAfter(below));
    folder.base = new Map(folder.entries);
    return folder;
  };
  return nodeAfter(root) as Dir;
}

function namesAfter(folder: Dir, { names, may, random }: Rebuilding): Map<string, Node> {
  const stretches = names.get(folder) ?? [];
  const entries = new Map(folder.base);
  for (const change of stretches.slice(0, -1).flat()) changeNames(entries, change);
  for (const change of stretches.at(-1) ?? []) {
    const fate = fateOf(may, random);
    if (fate === 'kept' || fate === 'torn') changeNames(entries, change);
  }
  return entries;
}

function bytesAfter(file: File, { data, may, random }: Rebuilding): Uint8Array {
  const stretches = data.get(file) ?? [];
  const flushed = stretches.slice(0, -1).flat();
  let bytes = flushed.reduce(changedBytes, file.base);
  const open = [...(stretches.at(-1) ?? [])];
  if (may.torn > 0 && random() < 0.3) open.reverse();
  for (const change of open) {
    const fate = fateOf(may, random);
    if (fate === 'lost') continue;
    if (fate === 'kept' || change.kind === 'resize') bytes = changedBytes(bytes, change);
    else if (fate === 'zeroed') {
      bytes = changedBytes(bytes, { ...change, bytes: new Uint8Array(change.bytes.length) });
    } else {
      const length = Math.floor(random() * (change.bytes.length + 1));
      bytes = changedBytes(bytes, { ...change, bytes: change.bytes.subarray(0, length) });
    }
  }
  return bytes;
}

function fateOf(may: Readonly<Record<Fate, number>>, random: Random): Fate {
  let left = random();
  for (const [fate, weight] of Object.entries(may) as [Fate, number][]) {
    left -= weight;
    if (left < 0) return fate;
  }
  return 'lost';
}

function changedBytes(before: Uint8Array, change: DataChange): Uint8Array {
  const size =
    change.kind === 'resize'
      ? change.size
      : Math.max(before.length, change.at + change.bytes.length);
  const after = new Uint8Array(size);
  after.set(before.subarray(0, size));
  if (change.kind === 'write') after.set(change.bytes, change.at);
  return after;
}

function changeNames(entries: Map<string, Node>, change: NameChange): void {
  if (change.kind === 'put') entries.set(change.name, change.node);
  else if (change.kind === 'remove') entries.delete(change.name);
  else {
    entries.delete(change.from);
    entries.set(change.to, change.node);
  }
}

function newDir(id: number, changed = now()): Dir {
  return { kind: 'folder', id, base: new Map(), entries: new Map(), changed };
}

function newFile(id: number, base: Uint8Array, changed = now()): File {
  return { kind: 'file', id, base, bytes: base, changed };
}

function statusOf(node: Node) {
  return {
    isFile: () => node.kind === 'file',
    isDirectory: () => node.kind === 'folder',
    isSymbolicLink: () => false,
    size: node.kind === 'file' ? node.bytes.length : 0,
    ino: node.id,
    mtimeMs: node.changed,
    ctimeMs: node.changed,
  };
}

/** Only what is simulated; anything else fails loudly. */
function handle(methods: Readonly<Record<string, unknown>>): FileHandle {
  return methods as unknown as FileHandle;
}

let ticks = 0;

/** Later changes have later times, also within a millisecond. */
function now(): number {
  ticks = (ticks + 1) % 1000;
  return Date.now() + ticks / 1000;
}

function failure(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
