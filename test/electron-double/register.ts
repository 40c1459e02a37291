/**
 * Runs an Electron application without Electron:
 *
 *   CHROMIUM=/usr/bin/chromium node --import ./test/electron-double/register.ts dist/main/main.cjs
 *
 * With a channel (child_process.fork) it tells a test what happens and takes orders (control-messages.ts).
 */

import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FromDouble, ToDouble } from './control-messages.ts';
import { createMainProcess } from './main-process.ts';
import { mapElectron } from './map-electron.ts';

const main = process.argv[1];
const chromium = process.env.CHROMIUM;
if (main === undefined) throw new Error('electron double: which application?');
if (!chromium) throw new Error('electron double: CHROMIUM does not say where Chromium is');

const say = (message: FromDouble) => {
  if (process.connected) process.send!(message, undefined, undefined, () => undefined);
};
const { electron, carryOut } = createMainProcess({
  root: dirname(findPackageJSON(pathToFileURL(main))!),
  chromium,
  say,
  fail(error) {
    console.error(error);
    process.exit(70);
  },
});
mapElectron(electron);
Object.defineProperty(process, 'type', { value: 'browser' });
Object.defineProperty(process, 'defaultApp', { value: true });

process.on('message', ({ id, ...order }: ToDouble) => {
  carryOut(order).then(
    (result) => say({ kind: 'done', id, result: result ?? null }),
    ({ message }: Error) => say({ kind: 'refused', id, message }),
  );
});
// The test is gone, and with it whoever would end this.
process.on('disconnect', () => process.exit(1));
