// Compiles engine/tensor/wasm (AssemblyScript) and writes it as text to kernels.generated.ts, so that it can be part of
// any bundle. `npm run generate`.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the text is kept. */
export const KERNELS_FILE = fileURLToPath(
  new URL('../engine/tensor/kernels.generated.ts', import.meta.url),
);

/** What KERNELS_FILE has to hold. */
export async function generateKernelsFile(): Promise<string> {
  const base64 = Buffer.from(await compile()).toString('base64');
  const lines = base64.match(/.{1,100}/g)!.map((line) => `  '${line}'`);
  return `// Made by scripts/generate-tensor-kernels.ts from engine/tensor/wasm. Do not edit: npm run generate.

/** WebAssembly module with SIMD, in base64. */
export const kernelsBase64 =
${lines.join(' +\n')};
`;
}

async function compile(): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      'engine/tensor/wasm/index.ts',
      ...['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd', '--use', 'abort='],
      ...['--outFile', 'kernels.wasm', '--baseDir', root],
    ],
    {
      writeFile: (_name, contents) => {
        binary = contents as Uint8Array;
      },
    },
  );
  if (error !== null || binary === undefined) throw new Error(`asc: ${stderr.toString()}`);
  return binary;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await generateKernelsFile();
  let before = '';
  try {
    before = readFileSync(KERNELS_FILE, 'utf8');
  } catch {
    // It is not there yet.
  }
  if (before !== text) writeFileSync(KERNELS_FILE, text);
  console.log(before === text ? 'kernels.generated.ts is current' : 'kernels.generated.ts written');
}
