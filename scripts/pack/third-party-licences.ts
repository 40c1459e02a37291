import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ dev: z.boolean().optional(), link: z.boolean().optional() }),
  ),
});
const packageSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
});

/**
 * The licences of everything that leaves the house with the studio: packages that were bundled, and packages that
 * lie beside the bundles. `modules`: paths of the bundled modules, below root. Throws when a package says nothing.
 */
export function thirdPartyLicences(root: string, modules: readonly string[]): string {
  const folders = new Set([...bundledPackages(modules), ...productionPackages(root)]);
  const texts = [...folders].map((folder) => licenceOf(join(root, folder)));
  const unique = [...new Set(texts)].sort();
  return `G-Sim Studio contains the following packages, each under its own licence.\n\n${unique.join('\n')}`;
}

/** 'node_modules/a/node_modules/@b/c/index.js' -> 'node_modules/a/node_modules/@b/c' */
function bundledPackages(modules: readonly string[]): string[] {
  return modules.flatMap((path) => {
    const found = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path.replaceAll('\\', '/'));
    return found ? [found[0]] : [];
  });
}

/** Those of `dependencies` that are installed on this platform, and what they need. */
function productionPackages(root: string): string[] {
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  return Object.entries(lock.packages)
    .filter(([folder, { dev, link }]) => folder.startsWith('node_modules/') && !dev && !link)
    .map(([folder]) => folder)
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
}

function licenceOf(folder: string): string {
  const { name, version, license } = packageSchema.parse(
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  );
  // What a package has built in itself states its licence beside the build (amaro carries swc).
  const files = [folder, join(folder, 'dist')].flatMap(licenceFiles);
  if (files.length === 0 && !license) throw new Error(`licence of ${name}: not stated`);
  const texts = files.map((file) => readFileSync(file, 'utf8').trim());
  const title = `${name} ${version} (${license ?? 'see below'})`;
  return `${'='.repeat(80)}\n${title}\n\n${texts.join('\n\n')}\n`;
}

function licenceFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => join(folder, file));
}
