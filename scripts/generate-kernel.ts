// Bundles engine/simulator/kernel into the text of one expression and writes it to kernel.generated.ts.
// That text is evaluated where modules cannot go: the hardened realm, exported scripts. `npm run generate`.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the text is kept. */
export const GENERATED_FILE = fileURLToPath(
  new URL('../engine/simulator/kernel.generated.ts', import.meta.url),
);

/** What GENERATED_FILE has to hold. */
export async function generateKernelFile(): Promise<string> {
  const source = await bundleKernel();
  // A template literal keeps the file's changes readable line by line.
  const literal = source.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
  return `// Made by scripts/generate-kernel.ts from engine/simulator/kernel. Do not edit: npm run generate.

/** Text of a strict-mode JavaScript expression (Node 18 syntax): the exports of kernel/index.ts as an object. */
export const kernelSource = \`${literal}\`;
`;
}

async function bundleKernel(): Promise<string> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['engine/simulator/kernel/index.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'node18',
    platform: 'neutral',
    legalComments: 'none',
    charset: 'ascii',
  });
  return asExpression(result.outputFiles[0]!.text);
}

/** Turns `...; export { a, b as c };` into `(() => { 'use strict'; ...; return { a, c: b }; })()`. */
function asExpression(module: string): string {
  const found = /\nexport \{([^}]*)\};\s*$/.exec(module);
  if (found === null) throw new Error('kernel bundle: no export list at its end');
  const names = found[1]!.split(',').map((name) => {
    const [own, alias] = name.trim().split(' as ');
    return alias === undefined ? own : `${alias}: ${own}`;
  });
  const body = module
    .slice(0, found.index)
    .split('\n')
    .filter((line) => !line.startsWith('// engine/'))
    .join('\n')
    .replaceAll('/* @__PURE__ */ ', '');
  const expression = `(() => {\n"use strict";\n${body}\nreturn { ${names.join(', ')} };\n})()`;
  for (const refused of ['import(', '<!--', '-->', '/*', 'process.', 'require('])
    if (expression.includes(refused))
      throw new Error(`kernel bundle: "${refused}" must not be in its text`);
  return expression;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await generateKernelFile();
  let before = '';
  try {
    before = readFileSync(GENERATED_FILE, 'utf8');
  } catch {
    // It is not there yet.
  }
  if (before !== text) writeFileSync(GENERATED_FILE, text);
  console.log(before === text ? 'kernel.generated.ts is current' : 'kernel.generated.ts written');
}
