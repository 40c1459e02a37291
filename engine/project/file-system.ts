/** The few calls of node:fs/promises that a project needs, so that tests can hand in a disk that fails. */
import * as node from 'node:fs/promises';

export type FileSystem = Pick<
  typeof node,
  'open' | 'rename' | 'rm' | 'rmdir' | 'mkdir' | 'readdir' | 'realpath' | 'lstat'
>;

export const nodeFileSystem: FileSystem = node;
