import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { diskError } from '../project/error.ts';

/** The text of a file that the person named; ProjectError 'not-found', 'no-permission', ... */
export async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw diskError(error, 'read', resolve(file), file);
  }
}
