import { defineConfig } from '@playwright/test';
import { haveChromium } from './scripts/find-chromium.ts';
import type { HostOptions } from './test/e2e/studio.ts';

// One set of specs on every host: the browser host, the double of Electron, and Electron itself where it is
// (npm run e2e:electron). Build first: npm run check:e2e does.
const everywhere = 'specs/**/*.spec.ts';
const desktop = 'desktop/**/*.spec.ts';
// What is drawn is the same on every host: looked at once, as are long ways on which the host does nothing (ONCE).
const drawn = ['specs/screens.spec.ts', 'specs/charts.spec.ts'];
const executablePath = await haveChromium();

export default defineConfig<object, HostOptions>({
  testDir: 'test/e2e',
  outputDir: '.cache/e2e',
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  // Three browsers' processes on two cores: a spec that passes only the second time is listed as flaky, not hidden.
  retries: process.env.CI ? 1 : 0,
  // A search for a model shares its cores with the other worker's; nothing waits longer than it must.
  expect: { timeout: 45_000 },
  reporter: [['list'], ['json', { outputFile: '.cache/e2e/report.json' }]],
  use: {
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: { executablePath, args: ['--no-sandbox'] },
  },
  projects: [
    {
      name: 'loopback',
      testMatch: [everywhere, 'browser/**/*.spec.ts'],
      use: { host: 'loopback' },
    },
    {
      name: 'double',
      testMatch: [everywhere, desktop],
      testIgnore: drawn,
      grepInvert: /@once/,
      use: { host: 'double' },
    },
    { name: 'electron', testMatch: everywhere, use: { host: 'electron' } },
  ],
});
