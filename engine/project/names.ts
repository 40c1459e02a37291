/** Names that become files: the same on every file system, and never a way out of the folder. */
import { ProjectError } from './error.ts';

const ID = /^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$/;
const FILE = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?$/;
/** Windows opens a device for these, whatever the extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

/** Whether `name` may name a data set, a simulator or a run. */
export function isId(name: string): boolean {
  return ID.test(name) && !DEVICE.test(name);
}

/** `name` when it may be an id; throws ProjectError 'bad-name'. `noun`: what it names ('run'). */
export function checkId(name: string, noun: string): string {
  if (isId(name)) return name;
  throw new ProjectError('bad-name', `${noun}: ${JSON.stringify(name)} cannot be a name`, {
    hint: 'Use 1 to 64 small letters, digits, - and _, starting and ending with a letter or digit.',
  });
}

/** `name` when it may be a file in exports/; throws ProjectError 'bad-name'. */
export function checkFileName(name: string): string {
  if (FILE.test(name) && !DEVICE.test(name) && !name.includes('..')) return name;
  throw new ProjectError('bad-name', `file: ${JSON.stringify(name)} cannot be a file name`, {
    hint: 'Use 1 to 100 letters, digits, dots, - and _, starting and ending with a letter or digit.',
  });
}

/** The last part of a path of any system: what a project may hold of it. */
export function fileNameOf(path: string): string {
  return path.replace(/^.*[\\/]/s, '');
}

/** An id made from any words or file name: 'ICU beds (2020).csv' -> 'icu-beds-2020'. */
export function idFrom(words: string, otherwise: string): string {
  const id = words
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .slice(0, 64)
    .replace(/^[-_]+|[-_]+$/g, '');
  return isId(id) ? id : otherwise;
}

/** '0001-calibrate' after nothing, '0013-check' after '0012-discover'. */
export function nextNumbered(existing: readonly string[], ending: string): string {
  const last = existing.reduce((most, id) => Math.max(most, Number(/^\d+/.exec(id)?.[0] ?? 0)), 0);
  return `${String(last + 1).padStart(4, '0')}-${ending}`;
}
