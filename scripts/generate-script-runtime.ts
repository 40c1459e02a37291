// Bundles engine/export/runtime into the text that every exported script carries: engine/export/
// script-runtime.generated.ts. Part of `npm run generate`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Where the text is kept. */
export const GENERATED_FILE = fileURLToPath(
  new URL('../engine/export/script-runtime.generated.ts', import.meta.url),
);

/** What GENERATED_FILE has to hold. */
export async function generateRuntimeFile(): Promise<string> {
  return `// Made by scripts/generate-script-runtime.ts from engine/export/runtime. Do not edit: npm run generate.

/** JavaScript declarations (Node 18), among them the function runScript. They come after the constant kernel. */
export const scriptRuntimeSource = \`${await declarationsOf('run-script', 'runScript')}\`;

/** The same for a script of several structures: the function runMixture. */
export const mixtureRuntimeSource = \`${await declarationsOf('run-mixture', 'runMixture')}\`;
`;
}

/** A script has the kernel already: its random numbers are taken from there, not bundled again. */
const scriptsOwnKernel: Plugin = {
  name: 'scripts-own-kernel',
  setup({ onLoad }) {
    onLoad({ filter: /\/engine\/simulator\/kernel\/samplers\.ts$/ }, () => ({
      contents: 'export const { createRandom } = kernel;',
    }));
  },
};

/** What this function of this module needs, and nothing else, as text for a template literal. */
async function declarationsOf(module: string, name: string): Promise<string> {
  const result = await build({
    absWorkingDir: ROOT,
    stdin: {
      contents: `export { ${name} } from './engine/export/runtime/${module}.ts';`,
      resolveDir: ROOT,
    },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'node18',
    platform: 'neutral',
    legalComments: 'none',
    charset: 'ascii',
    plugins: [scriptsOwnKernel],
  });
  const bundle = result.outputFiles[0]!.text;
  const declarations = bundle.replace(/\nexport \{\s*\w+\s*\};\s*$/, '\n');
  if (declarations === bundle) throw new Error(`script runtime: no export of ${name} alone`);
  return declarations.replace(/[\\`]|\$\{/g, '\\$&');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await generateRuntimeFile();
  const before = existsSync(GENERATED_FILE) ? readFileSync(GENERATED_FILE, 'utf8') : '';
  if (before !== text) writeFileSync(GENERATED_FILE, text);
  console.log(`script-runtime.generated.ts ${before === text ? 'is current' : 'written'}`);
}
