import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { APP_SCHEMES, answerRequest } from '../../../electron/main/app-protocol.ts';
import { reportPage } from '../../../electron/main/report-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsim-app-'));
const root = join(folder, 'renderer');
mkdirSync(join(root, 'assets'), { recursive: true });
writeFileSync(join(root, 'index.html'), '<!doctype html>');
writeFileSync(join(root, 'assets', 'main.js'), 'start()');
writeFileSync(join(root, '.env'), 'secret');
writeFileSync(join(folder, 'outside.js'), 'secret');
symlinkSync(join(folder, 'outside.js'), join(root, 'linked.js'));

const get = (url: string, method = 'GET', report?: string) =>
  answerRequest({ url, method }, { root, report: () => report });

it('gives out the window', async () => {
  const page = await get('app://gsim/');
  expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
    200,
    'text/html; charset=utf-8',
    '<!doctype html>',
  ]);
  const script = await get('app://gsim/assets/main.js');
  expect([script.headers.get('content-type'), await script.text()]).toEqual([
    'text/javascript; charset=utf-8',
    'start()',
  ]);
});

it.each([
  'app://gsim/../outside.js',
  'app://gsim/%2e%2e/outside.js',
  'app://gsim/%2e%2e%2foutside.js',
  'app://gsim/..%5coutside.js',
  'app://gsim/assets/%252e%252e/%252e%252e/outside.js',
  'app://gsim/linked.js',
  'app://gsim/.env',
  'app://gsim/assets/',
  'app://gsim/assets/main.js%00.html',
  'app://gsim//etc/passwd',
  'app://gsim/report',
  'app://evil/index.html',
  'file:///etc/passwd',
])('gives nothing for %s', async (address) => {
  const { status, body } = await get(address);
  expect([status, body]).toEqual([404, null]);
});

it('answers to GET only', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) {
    expect((await get('app://gsim/', method)).status).toBe(405);
  }
});

it('says with every answer what the page may do', async () => {
  const answers = [
    await get('app://gsim/'),
    await get('app://gsim/assets/main.js'),
    await get('app://gsim/missing.js'),
    await get('app://gsim/', 'POST'),
    await get('app://gsim/report', 'GET', reportPage({ what: '', detail: '', log: '' })),
  ];
  for (const { headers } of answers) {
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.has('access-control-allow-origin')).toBe(false);
  }
});

it('gives the scheme no privilege to pass the policy or to be read by other pages', () => {
  expect(APP_SCHEMES.map(({ scheme }) => scheme)).toEqual(['app']);
  expect(APP_SCHEMES[0]?.privileges).toMatchObject({
    standard: true,
    secure: true,
    bypassCSP: false,
    corsEnabled: false,
    allowServiceWorkers: false,
  });
});

it('shows a report that runs nothing, whatever is in its texts', async () => {
  const text = reportPage({
    what: '<script>alert(1)</script>',
    detail: '"><img src=x onerror=alert(1)>',
    log: "/home/o'neil/<b>/studio.log",
  });
  expect(text).not.toMatch(/<script|<img|<b>/);
  expect(text).toContain('href="/"');
  expect(text).toContain('href="/quit"');
  const shown = await get('app://gsim/report', 'GET', text);
  expect([shown.status, await shown.text()]).toEqual([200, text]);
});
