/** The scripts that run in front of a page, as text. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** What a preload finds in `process`. */
export interface PreloadProcess {
  readonly argv: readonly string[];
  readonly platform: string;
  readonly versions: Readonly<Record<string, string>>;
}

export const LINK_WORLD = 'electron-double';

export function linkScript(): string {
  return bundled('link.ts');
}

export function preloadScript(file: string, process: PreloadProcess): string {
  return `(() => {
const DOUBLE = { ...${JSON.stringify(process)}, preload(require, process, module, exports) {
${readFileSync(file, 'utf8')}
} };
${bundled('shim.ts')}
})();`;
}

/** Made while Chromium starts. */
export function preparePageScripts(): void {
  bundled('link.ts');
  bundled('shim.ts');
}

const texts = new Map<string, string>();

function bundled(name: string): string {
  let text = texts.get(name);
  if (text === undefined) {
    const { outputFiles } = buildSync({
      entryPoints: [fileURLToPath(new URL(`./page/${name}`, import.meta.url))],
      bundle: true,
      format: 'iife',
      target: 'chrome140',
      write: false,
    });
    text = outputFiles[0]!.text;
    texts.set(name, text);
  }
  return text;
}
