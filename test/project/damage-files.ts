/** What can happen to a file of a project, chosen by seed. */
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { randomFrom } from './power-cut-disk.ts';

const MKFIFO = '/usr/bin/mkfifo';

type Random = () => number;
type Damage = (path: string, random: Random) => Promise<void>;

/** Damages of the bytes, whatever they mean. */
const BYTES: Readonly<Record<string, Damage>> = {
  'cut short': onBytes((bytes, random) => bytes.subarray(0, below(bytes.length, random))),
  'with one bit flipped': onBytes((bytes, random) => flipped(bytes, 1, random)),
  'with many bits flipped': onBytes((bytes, random) => flipped(bytes, 40, random)),
  'with a stretch of zeros': onBytes((bytes, random) => {
    const from = below(bytes.length, random);
    return bytes.map((byte, at) => (at >= from && at < from + 64 ? 0 : byte));
  }),
  empty: onBytes(() => new Uint8Array()),
  'of noise': onBytes((bytes, random) => bytes.map(() => below(256, random))),
  'written twice': onBytes((bytes) => Buffer.concat([bytes, bytes])),
  'a folder': async (path) => {
    await rm(path);
    await mkdir(path);
  },
  'a broken link': async (path) => {
    await rm(path);
    await symlink(`${path}-gone`, path);
  },
  'a link to itself': async (path) => {
    await rm(path);
    await symlink(path, path);
  },
  'a pipe': async (path) => {
    await rm(path);
    execFileSync(MKFIFO, [path]);
  },
  gone: (path) => rm(path),
};

/** Damages of what JSON means: of the whole text, or of a line of it. */
const MEANING: Readonly<Record<string, Damage>> = {
  'of another type at one place': onJson((json, random) =>
    replaced(json, random, () => pick([7, 'text', true, null, [], {}, [[1]]], random)),
  ),
  'of another type at the top': onJson((_json, random) =>
    pick([7, 'text', true, null, [], {}, [[]]], random),
  ),
  'with huge numbers': onJson((json, random) =>
    replaced(json, random, () => pick([1e308, -1e308, 2 ** 53, 1e15, -1, 0.5], random), isNumber),
  ),
  'with a number beyond all numbers': onText((text) => text.replace(/\d+(?=[,\s}\]])/, '1e999')),
  'of another version': onText((text, random) =>
    text.replace(
      /"schema": ?\d+/,
      `"schema": ${pick(['999', '0', '-1', '1.5', '"1"', 'null'], random)}`,
    ),
  ),
  'nested deeply': onText((text, random) => {
    const depth = pick([2_000, 200_000], random);
    const deep = pick(
      [
        ['[', ']'],
        ['{"a":', '}'],
      ],
      random,
    );
    const value = `${deep[0]!.repeat(depth)}1${deep[1]!.repeat(depth)}`;
    return text.replace(/:\s*("[^"]*"|\d+)(?=[,\s}])/, `: ${value}`);
  }),
  'with a field more': onJson((json) => ({ ...(json as object), extra: 1, __proto__: null })),
  'with names of all objects': onText((text) =>
    text.replace(/"(\w+)":/, '"__proto__": {"isDamaged": true}, "$1":'),
  ),
};

/** Every damage that a file of this name can have, each with a seed of its own. */
export function damagesOf(
  file: string,
  seed: number,
): readonly { readonly what: string; readonly act: (path: string) => Promise<void> }[] {
  const isJson = /\.jsonl?$/.test(file);
  return Object.entries({ ...BYTES, ...(isJson && MEANING) }).map(([what, damage], at) => ({
    what,
    act: (path) => damage(path, randomFrom(seed * 1000 + at)),
  }));
}

function onBytes(change: (bytes: Uint8Array, random: Random) => Uint8Array): Damage {
  return async (path, random) => {
    const before = await readFile(path);
    await writeFile(path, change(before, random));
  };
}

function onText(change: (text: string, random: Random) => string): Damage {
  return async (path, random) => {
    const text = await readFile(path, 'utf8');
    if (!path.endsWith('.jsonl')) return writeFile(path, change(text, random));
    const lines = text.split('\n');
    const at = below(lines.length - 1, random);
    await writeFile(path, lines.with(at, change(lines[at]!, random)).join('\n'));
  };
}

function onJson(change: (json: unknown, random: Random) => unknown): Damage {
  return onText((text, random) => `${JSON.stringify(change(JSON.parse(text), random))}`);
}

function flipped(bytes: Uint8Array, times: number, random: Random): Uint8Array {
  const after = Uint8Array.from(bytes);
  for (let i = 0; i < times && after.length > 0; i++) {
    const at = below(after.length, random);
    after[at] = after[at]! ^ (1 << below(8, random));
  }
  return after;
}

/** The JSON with one of its inner values replaced, among those that fit. */
function replaced(
  json: unknown,
  random: Random,
  value: () => unknown,
  fits: (value: unknown) => boolean = () => true,
): unknown {
  const copy = structuredClone(json);
  const places: (() => void)[] = [];
  const walk = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, below] of Object.entries(node)) {
      if (fits(below)) places.push(() => Object.assign(node, { [key]: value() }));
      walk(below);
    }
  };
  walk(copy);
  if (places.length > 0) pick(places, random)();
  return copy;
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}

function below(limit: number, random: Random): number {
  return Math.floor(random() * limit);
}

function pick<T>(from: readonly T[], random: Random): T {
  return from[below(from.length, random)]!;
}
