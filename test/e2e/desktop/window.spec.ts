import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { SchemeAnswer } from '../../electron-double/control-messages.ts';
import {
  changeWords,
  findModel,
  ICU,
  INFLUENZA,
  nameOf,
  openSample,
  progressOf,
  wordsOf,
} from '../actions.ts';
import { attach } from '../hosts/double.ts';
import { expect, test } from '../studio.ts';

/** Methods and values of PreloadApi (engine/studio/contract/preload-api.ts). */
const PRELOAD_KEYS = [
  'abilities',
  'forgetSecret',
  'listSecrets',
  'notify',
  'onCommand',
  'pickFolder',
  'requestPort',
  'reveal',
  'saveSecret',
  'setBusy',
];

test('the page gets one frozen object and nothing else of Electron or Node', async ({ studio }) => {
  const { page } = studio;
  await expect(page.getByRole('article')).toHaveCount(2);
  const seen = await page.evaluate(() => {
    const { gsim } = window as unknown as { gsim: { abilities: object } };
    const { configurable, writable } = Object.getOwnPropertyDescriptor(window, 'gsim') ?? {};
    return {
      keys: Object.keys(gsim).sort(),
      isFrozen: Object.isFrozen(gsim) && Object.isFrozen(gsim.abilities),
      isFixed: !configurable && !writable,
      leaks: ['require', 'process', 'module', 'Buffer', 'global', 'electron'].filter(
        (name) => name in window,
      ),
    };
  });
  expect(seen).toEqual({ keys: PRELOAD_KEYS, isFrozen: true, isFixed: true, leaks: [] });
});

test('the window is made with every lock that Electron has', async ({ studio }) => {
  const options = await studio.double.order({ order: 'window-options' });
  expect(options).toMatchObject({
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
    },
  });
  expect(await studio.double.logged('enable-sandbox')).toBe(true);
});

test.describe('what the policy refuses is told to the console', () => {
  test.use({ mayComplain: true });

  test('every answer carries the policy, and text does not become code', async ({ studio }) => {
    const { page, double } = studio;
    const { headers, status } = (await double.order({
      order: 'request',
      url: 'app://gsim/index.html',
      method: 'GET',
    })) as SchemeAnswer;
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    const refused = (await double.order({
      order: 'request',
      url: 'app://gsim/..%2f..%2fpackage.json',
      method: 'GET',
    })) as SchemeAnswer;
    expect(refused.status).toBe(404);

    await expect(page.getByRole('article')).toHaveCount(2);
    // Scripts of the test itself are exempt from the policy: what the page makes of text is not.
    const violated = await page.evaluate(async () => {
      const seen = new Promise<string>((resolve) =>
        document.addEventListener('securitypolicyviolation', (event) =>
          resolve(event.effectiveDirective),
        ),
      );
      const script = document.createElement('script');
      script.textContent = 'window.wasRun = true';
      document.body.append(script);
      return [await seen, 'wasRun' in window];
    });
    expect(violated).toEqual(['script-src-elem', false]);
    expect(
      await page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            document.addEventListener('securitypolicyviolation', (event) =>
              resolve(event.blockedURI),
            );
            // A timer's text is evaluated by the page, not by the test.
            setTimeout('window.wasRun = true' as unknown as () => void, 0);
          }),
      ),
    ).toBe('eval');
  });
});

test.describe('what the page may not do', () => {
  // Refusals are told to the console; that is what is asked for here.
  test.use({ mayComplain: true });

  test('it goes nowhere, opens no window, gets no permission', async ({ studio }) => {
    const { page, double } = studio;
    await expect(page.getByRole('article')).toHaveCount(2);
    const address = page.url();
    await page.evaluate(() => {
      window.location.href = 'https://example.org/';
    });
    await page.evaluate(() => void window.open('https://example.org/'));
    await page.evaluate(() => void window.open('https://doi.org/10.1000/182'));
    // Only what the policy names is handed to the person's browser.
    expect(await double.logged('open-external')).toBe('https://doi.org/10.1000/182');
    expect(double.logs.filter(({ what }) => what === 'open-external')).toHaveLength(1);
    await expect.poll(() => page.context().pages().length).toBe(1);
    expect(page.url()).toBe(address);
    await expect(page.getByRole('article')).toHaveCount(2);
    for (const name of ['geolocation', 'notifications', 'midi'] as const) {
      const state = await page.evaluate(
        async (permission) => (await navigator.permissions.query({ name: permission })).state,
        name,
      );
      expect(`${name}: ${state}`).toBe(`${name}: denied`);
    }
  });

  test('a page from elsewhere is answered nothing, even in the window itself', async ({
    studio,
  }) => {
    const { page, double } = studio;
    await expect(page.getByRole('article')).toHaveCount(2);
    await double.order({ order: 'go', url: 'data:text/html,<title>elsewhere</title>' });
    await expect(page).toHaveTitle('elsewhere');
    const answers = await page.evaluate(async () => {
      const { gsim } = window as unknown as {
        gsim: { listSecrets(): Promise<unknown>; requestPort(): void };
      };
      let ports = 0;
      window.addEventListener('message', () => {
        ports += 1;
      });
      gsim.requestPort();
      const secrets = await gsim.listSecrets().catch((error: Error) => error.message);
      return { secrets, ports };
    });
    expect(answers).toEqual({ secrets: 'listSecrets: refused', ports: 0 });
  });
});

test('the native menu reaches the window, shortcuts are shown in it', async ({ studio }) => {
  const { page, double } = studio;
  await openSample(page, INFLUENZA);
  const before = await wordsOf(page).inputValue();
  await changeWords(page, 'Taken back by the menu.');
  await double.order({ order: 'click-menu', label: 'Undo' });
  await expect(wordsOf(page)).toHaveValue(before);
  await double.order({ order: 'click-menu', label: 'Keyboard shortcuts' });
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  expect(JSON.stringify(await double.logged('menu'))).toContain('CommandOrControl+Shift+Z');
});

test('a project is opened by the file manager, by a second start, and by the dialog of the system', async ({
  studio,
}) => {
  const { page, double } = studio;
  await openSample(page, INFLUENZA);
  const { folder, other } = await foldersOf(page, studio.projectsFolder);

  await double.order({ order: 'open-file', path: `${folder}/open.gsim.json` });
  await expect(nameOf(page)).toHaveValue(INFLUENZA);
  await double.order({ order: 'second-instance', argv: ['gsim-studio', '--flag', other] });
  await expect(nameOf(page)).toHaveValue(ICU);

  await page.keyboard.press('ControlOrMeta+Shift+H');
  await double.order({
    order: 'answer-dialogs',
    answers: [{ canceled: false, filePaths: [folder] }],
  });
  await page.getByRole('button', { name: 'Open a folder…' }).click();
  await expect(nameOf(page)).toHaveValue(INFLUENZA);

  await page.keyboard.press('ControlOrMeta+Shift+H');
  await double.order({
    order: 'answer-dialogs',
    answers: [{ canceled: false, filePaths: [studio.projectsFolder] }],
  });
  await page.getByRole('button', { name: 'Open a folder…' }).click();
  await expect(page.getByRole('alert')).toContainText('The project could not be opened');
});

/** Folders of the first project, which is open, and of a second one that is made. */
async function foldersOf(page: Page, projects: string) {
  const [first] = readdirSync(projects);
  await page.keyboard.press('ControlOrMeta+Shift+H');
  await openSample(page, ICU);
  const second = readdirSync(projects).find((name) => name !== first);
  return { folder: `${projects}/${first}`, other: `${projects}/${second}` };
}

test.describe('the report page has no picture for its tab', () => {
  test.use({ mayComplain: true });

  test('a window that crashes comes back, and the fourth time within a minute shows a report', async ({
    studio,
  }) => {
    const { double } = studio;
    await expect(studio.page.getByRole('article')).toHaveCount(2);
    for (const time of [1, 2, 3, 4]) {
      const { page, detach } = await attach(double);
      const crashed = page.waitForEvent('crash');
      await page.goto('chrome://crash').catch(() => undefined);
      await crashed;
      await detach();
      const after = await attach(double);
      if (time < 4) await expect(after.page.getByRole('article')).toHaveCount(2);
      else await expect(after.page.getByRole('heading')).toContainText(/stopped/);
      await after.detach();
    }
    const last = await attach(double);
    await last.page.getByRole('link', { name: 'Try again' }).click();
    await expect(last.page.getByRole('article')).toHaveCount(2);
    await last.detach();
  });
});

test('a window that hangs is loaded anew when the person says so', async ({ studio }) => {
  const { page, double } = studio;
  await expect(page.getByRole('article')).toHaveCount(2);
  const answers = [{ response: 1, checkboxChecked: false }];
  const crashed = page.waitForEvent('crash');
  await double.order({ order: 'answer-dialogs', answers });
  await double.order({ order: 'hang', isHanging: true });
  await crashed;
  const after = await attach(double);
  await expect(after.page.getByRole('article')).toHaveCount(2);
  await after.detach();
});

test('closing asks while a run goes on, and no run keeps the studio open for good', async ({
  studio,
}) => {
  const { page, double } = studio;
  await openSample(page, INFLUENZA);
  await findModel(page);
  const [keep, close] = [0, 1].map((response) => ({ response, checkboxChecked: false }));
  await double.order({ order: 'answer-dialogs', answers: [keep, close] });
  await expect(async () => {
    // The window says that it is busy a moment after the run has begun.
    if (double.logs.every(({ what }) => what !== 'showMessageBox')) {
      await double.order({ order: 'close-window' });
    }
    expect(double.logs.some(({ what }) => what === 'showMessageBox')).toBe(true);
  }).toPass();
  await expect(progressOf(page)).toBeVisible();
  await double.order({ order: 'close-window' });
  expect(await double.ended).toBe(0);
});

test('an engine that stops again and again is given up with words', async ({ studio }) => {
  test.setTimeout(120_000);
  const { page, double } = studio;
  await expect(page.getByRole('article')).toHaveCount(2);
  let pid = 0;
  for (let time = 0; time < 4; time++) {
    pid = await double.utility(/engine/i, pid);
    process.kill(pid, 'SIGKILL');
  }
  await expect(page.getByRole('alert')).toContainText('stopped again and again');
});
