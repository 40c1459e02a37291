/** Runs sandboxed in front of the window: it knows Electron and the names of messages, and nothing else. */
import { contextBridge, ipcRenderer } from 'electron';
import { PORT_MESSAGE, type PreloadApi } from '../engine/studio/contract/preload-api.ts';
import { ABILITIES_ARGUMENT, type Answer, ASK, SAY, TELL } from './channels.ts';

declare const window: { postMessage(message: unknown, origin: string, ports: unknown[]): void };
declare const location: { readonly origin: string };

const abilities = process.argv.find((argument) => argument.startsWith(ABILITIES_ARGUMENT))!;

ipcRenderer.on(TELL.port, (event) =>
  window.postMessage(PORT_MESSAGE, location.origin, [...event.ports]),
);

contextBridge.exposeInMainWorld(
  'gsim',
  Object.freeze({
    abilities: Object.freeze(JSON.parse(abilities.slice(ABILITIES_ARGUMENT.length))),
    pickFolder: (title) => ask(ASK.pickFolder, title),
    reveal: (path) => ask(ASK.reveal, path),
    saveSecret: (model, secret) => ask(ASK.saveSecret, model, secret),
    forgetSecret: (model) => ask(ASK.forgetSecret, model),
    listSecrets: () => ask(ASK.listSecrets),
    notify: ({ title, body }) => ask(ASK.notify, { title, body }),
    setBusy: (isBusy) => ask(ASK.setBusy, isBusy),
    onCommand(listener) {
      ipcRenderer.removeAllListeners(TELL.command);
      ipcRenderer.on(TELL.command, (_event, command) => listener(command));
      ipcRenderer.send(SAY.listening);
    },
    requestPort: () => ipcRenderer.send(SAY.requestPort),
  } satisfies PreloadApi),
);

async function ask<T>(channel: string, ...args: readonly unknown[]): Promise<T> {
  const answer: Answer = await ipcRenderer.invoke(channel, ...args);
  if ('error' in answer) throw new Error(answer.error);
  return answer.value as T;
}
