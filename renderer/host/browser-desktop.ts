import type { StudioClient } from '../../engine/studio/contract/client.ts';
import type { Desktop, DesktopAbilities } from '../../engine/studio/contract/desktop.ts';
import { ContractError } from '../../engine/studio/contract/error.ts';

/** What a browser can do. Keys of models stay in the engine's memory until it ends. */
export function browserDesktop(client: StudioClient): Desktop {
  return {
    abilities: browserAbilities(),
    pickFolder: () => Promise.reject(notHere('choose a folder by a dialog of the system')),
    reveal: () => Promise.reject(notHere('show a file in the file manager')),
    async saveSecret(model, secret) {
      await client.call('secrets.save', { model, secret });
      return 'session';
    },
    async forgetSecret(model) {
      await client.call('secrets.forget', { model });
    },
    listSecrets: () => client.call('secrets.list', {}),
    async notify({ title, body }) {
      if (document.hasFocus() || !('Notification' in window)) return;
      if (Notification.permission === 'default') await Notification.requestPermission();
      if (Notification.permission === 'granted') new Notification(title, { body });
    },
    // A browser has no menu of the studio and opens no files with it.
    onCommand() {},
    // Jobs go on in the engine without this window.
    async setBusy() {},
  };
}

function browserAbilities(): DesktopAbilities {
  return {
    dialogs: false,
    reveal: false,
    menu: false,
    notifications: 'Notification' in window && Notification.permission !== 'denied',
    secrets: 'session',
    updates: false,
    platform: platformOf(navigator.platform),
  };
}

function platformOf(name: string): DesktopAbilities['platform'] {
  if (/^(mac|iphone|ipad)/i.test(name)) return 'mac';
  return /^win/i.test(name) ? 'windows' : 'linux';
}

function notHere(what: string): ContractError {
  return new ContractError('unknown-method', `browser: cannot ${what}`, {
    hint: 'The desktop application can.',
  });
}
