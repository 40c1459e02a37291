import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** What electron/ never says, and why: mistakes that no other test would notice. */
const FORBIDDEN: readonly (readonly [what: RegExp, why: string])[] = [
  [
    /\b(en|de)cryptString\(|\bisEncryptionAvailable\b|setUsePlainTextEncryption/,
    'the synchronous half of safeStorage blocks the window, and plain text is no encryption',
  ],
  [
    /certificate-error|setCertificateVerifyProc|ignore-certificate-errors/,
    'a certificate that Chromium refuses stays refused',
  ],
  [/\bloadFile\(|['"`]file:\/\/(?!\/['"`])/, 'a page of file:// may read the whole disk'],
  [/\bloadURL\((?!APP_ADDRESS|REPORT_ADDRESS|address)/, 'no remote content'],
  [/\bopenPath\(/, 'a file of a project could be a program'],
  [/executeJavaScript|insertCSS/, 'main puts nothing into a page'],
  [
    /(nodeIntegration\w*|webviewTag|allowRunningInsecureContent|experimentalFeatures): true/,
    'see web-preferences.ts',
  ],
  [/(contextIsolation|sandbox|webSecurity): false/, 'see web-preferences.ts'],
  [/append(Switch|Argument)\(/, 'a switch of Chromium could take a wall down'],
  [/enableBlinkFeatures|remote-debugging|ELECTRON_RUN_AS_NODE/, 'opens a door from outside'],
  [/child_process/, 'the product starts processes through utilityProcess only'],
];

const folder = fileURLToPath(new URL('../../electron/', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  // The browser host opens the system's browser, and has no Electron.
  (file) => file.endsWith('.ts') && !file.startsWith('loopback'),
);
const code = files.map((file) => {
  const text = readFileSync(folder + file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return { file, text };
});

it('is read from the files of the Electron host', () => {
  expect(files).toEqual(expect.arrayContaining(['main.ts', 'preload.ts', 'engine.ts']));
  expect(files.length).toBeGreaterThan(30);
});

it.each(FORBIDDEN)('%s stands nowhere: %s', (what) => {
  expect(code.filter(({ text }) => what.test(text)).map(({ file }) => file)).toEqual([]);
});
