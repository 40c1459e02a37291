import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a program may have to read: the folder it lies in and its packages, wherever links lead. */
export function readableFolders(file: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    for (const name of ['package.json', 'node_modules']) {
      try {
        folders.push(realpathSync(join(folder, name)));
      } catch {
        // not here
      }
    }
    if (folders.length > 0 || folder === dirname(folder)) return [folder, ...folders];
  }
}
