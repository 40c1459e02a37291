// Every optional platform package that a locked package names must be in the lock file as well, or
// `npm ci` refuses the lock file on a clean clone although `npm install` accepted it.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

/** Looks `name` up from folder `from` outwards, as Node does. */
function isLocked(from, name) {
  for (let folder = from; ; folder = parentOf(folder)) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

function parentOf(folder) {
  return folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')));
}

const missing = Object.entries(packages).flatMap(([folder, entry]) =>
  Object.entries(entry.optionalDependencies ?? {})
    .filter(([name]) => !isLocked(folder, name))
    .map(([name, range]) => `${folder}: ${name}@${range} is not in package-lock.json`),
);
console.log(missing.length > 0 ? missing.join('\n') : 'lock file complete');
process.exit(missing.length > 0 ? 1 : 0);
