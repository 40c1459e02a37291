import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gatherBytes } from '../data/limits.ts';
import { diskError } from '../project/error.ts';

/** The text of a file that the person named; ProjectError 'not-found', 'no-permission', ... */
export async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw diskError(error, 'read', resolve(file), file);
  }
}

/** The bytes of data that the person named, as many as data may have; DataError 'too-large', and as above. */
export async function readBytesFile(file: string): Promise<Uint8Array> {
  try {
    return await gatherBytes(createReadStream(file));
  } catch (error) {
    if (error instanceof Error && 'errno' in error) {
      throw diskError(error, 'read', resolve(file), file);
    }
    throw error;
  }
}
