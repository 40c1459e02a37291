import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ABILITIES_ARGUMENT } from '../../../electron/channels.ts';
import { ownAddress } from '../../../electron/main/addresses.ts';
import { contentSecurityPolicy } from '../../../electron/main/content-security-policy.ts';
import { decideNavigation } from '../../../electron/main/navigation.ts';
import { isPermitted } from '../../../electron/main/permissions.ts';
import { isOwnSender } from '../../../electron/main/sender.ts';
import { webPreferences } from '../../../electron/main/web-preferences.ts';
import { addressForBrowser } from '../../../electron/main/window-open.ts';

/** Addresses that look like ours and are not. */
const STRANGERS = [
  '',
  'about:blank',
  'app://gsim.evil.example/',
  'app://gsim:8080/',
  'app://evil/',
  'app://evil@gsim/',
  'app:gsim',
  'app2://gsim/',
  'blob:app://gsim/1',
  'data:text/html,app://gsim/',
  'file:///app://gsim/index.html',
  'http://gsim/',
  'https://evil.example/app://gsim/',
  'javascript:location="app://gsim/"',
  'view-source:app://gsim/',
];

describe('an address', () => {
  it('is ours by protocol and host', () => {
    expect(ownAddress('app://gsim/')?.pathname).toBe('/');
    expect(ownAddress('app://gsim/index.html#/project')?.pathname).toBe('/index.html');
  });

  it.each(STRANGERS)('is not ours: %s', (address) => {
    expect(ownAddress(address)).toBeUndefined();
  });

  it('is ours on no other host', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.ipV4(), fc.string()), (host) => {
        fc.pre(host !== 'gsim');
        expect(ownAddress(`app://${host}/`)?.href ?? 'app://gsim/').toMatch(/^app:\/\/gsim[/?#]/);
        expect(ownAddress(`app://${encodeURIComponent(host)}/`)).toBeUndefined();
      }),
    );
  });
});

describe('a message', () => {
  const ours = { url: 'app://gsim/', parent: null };

  it('is heard from the top frame of our page', () => {
    expect(isOwnSender({ senderFrame: ours })).toBe(true);
  });

  it.each(STRANGERS)('is refused from the page %s', (url) => {
    expect(isOwnSender({ senderFrame: { url, parent: null } })).toBe(false);
  });

  it('is refused from a frame inside a page, even one of ours', () => {
    expect(isOwnSender({ senderFrame: { url: 'app://gsim/', parent: ours } })).toBe(false);
  });

  it('is refused from a frame that is gone', () => {
    expect(isOwnSender({ senderFrame: null })).toBe(false);
  });
});

describe('a permission', () => {
  it('to copy text is given to our page', () => {
    expect(isPermitted('clipboard-sanitized-write', true)).toBe(true);
    expect(isPermitted('clipboard-sanitized-write', false)).toBe(false);
  });

  it.each([
    'camera',
    'clipboard-read',
    'display-capture',
    'fileSystem',
    'fullscreen',
    'geolocation',
    'hid',
    'idle-detection',
    'local-fonts',
    'local-network-access',
    'loopback-network',
    'media',
    'midiSysex',
    'notifications',
    'openExternal',
    'pointerLock',
    'serial',
    'storage-access',
    'usb',
    'window-management',
    'unknown',
    'something-of-next-year',
    'constructor',
    '__proto__',
    'toString',
    '',
  ])('of %s is refused', (permission) => {
    expect(isPermitted(permission, true)).toBe(false);
  });
});

describe('navigation', () => {
  const home = 'app://gsim/';
  const report = 'app://gsim/report';

  it('goes from one of our pages to the studio', () => {
    expect(decideNavigation(home, home, true)).toBe('go');
    expect(decideNavigation(report, home, true)).toBe('go');
    expect(decideNavigation(home, 'app://gsim/index.html#/settings', true)).toBe('go');
  });

  it('ends the studio from the report page only', () => {
    expect(decideNavigation(report, 'app://gsim/quit', true)).toBe('quit');
    expect(decideNavigation(home, 'app://gsim/quit', true)).toBe('refuse');
  });

  it.each([
    ...STRANGERS,
    'app://gsim/assets/main.js',
    'app://gsim/report',
    'app://gsim/?next=https://evil.example',
    'app://gsim//evil.example/',
    'https://doi.org/10.1000/1',
  ])('to %s is refused', (to) => {
    expect(decideNavigation(home, to, true)).toBe('refuse');
  });

  it.each(STRANGERS)('from %s is refused', (from) => {
    expect(decideNavigation(from, home, true)).toBe('refuse');
  });

  it('of a frame is refused wherever it goes', () => {
    expect(decideNavigation(home, home, false)).toBe('refuse');
  });
});

describe('a link to the outside', () => {
  it('opens in the browser when its host is listed, as the address it parses to', () => {
    expect(addressForBrowser('https://doi.org/10.5281/zenodo.3711575')).toBe(
      'https://doi.org/10.5281/zenodo.3711575',
    );
    expect(addressForBrowser('HTTPS://DOI.ORG/a b"c')).toBe('https://doi.org/a%20b%22c');
  });

  it.each([
    'http://doi.org/10.1',
    'https://doi.org.evil.example/',
    'https://evil.example/?https://doi.org/',
    'https://evil.example#@doi.org/',
    'https://doi.org@evil.example/',
    'https://user:secret@doi.org/',
    'https://doi.org:8443/',
    'https://xn--di-eka.org/',
    'file:///etc/passwd',
    'ms-msdt:/id PCWDiagnostic',
    'smb://evil.example/share',
    'javascript:alert(1)',
    '\\\\evil.example\\share',
    'calc.exe',
    'https://constructor/',
    '',
  ])('is left alone: %s', (address) => {
    expect(addressForBrowser(address)).toBeUndefined();
  });
});

describe('the preferences of a window', () => {
  const abilities = {
    dialogs: true,
    reveal: true,
    menu: true,
    notifications: false,
    secrets: 'session',
    updates: false,
    platform: 'linux',
  } as const;
  const of = (isPackaged: boolean) => webPreferences({ preload: '/p.cjs', abilities, isPackaged });

  it('keep every wall up', () => {
    expect(of(true)).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    });
  });

  it('name no feature of Blink to switch on', () => {
    expect(Object.keys(of(true))).not.toContain('enableBlinkFeatures');
  });

  it('let a developer look inside', () => {
    expect(of(false).devTools).toBe(true);
  });

  it('carry the abilities to the preload', () => {
    const [argument] = of(true).additionalArguments!;
    expect(JSON.parse(argument!.slice(ABILITIES_ARGUMENT.length))).toEqual(abilities);
  });
});

describe('the content security policy', () => {
  const rows = new Map(
    contentSecurityPolicy({ connect: [] })
      .split('; ')
      .map((row) => {
        const [directive, ...sources] = row.split(' ');
        return [directive, sources] as const;
      }),
  );

  it('refuses what no row names', () => {
    expect(rows.get('default-src')).toEqual(["'none'"]);
    for (const directive of ['base-uri', 'form-action', 'frame-ancestors']) {
      expect(rows.get(directive)).toEqual(["'none'"]);
    }
  });

  it('runs scripts of the build only', () => {
    expect(rows.get('script-src')).toEqual(["'self'"]);
    expect([...rows.values()].flat()).not.toContain("'unsafe-eval'");
  });

  it('connects to nobody else, and knows no wildcard', () => {
    expect(rows.get('connect-src')).toEqual(["'self'"]);
    expect([...rows.values()].flat().filter((source) => /\*|^https?:/.test(source))).toEqual([]);
  });
});
