/**
 * The pictures of the README, taken of the real application: the ICU sample from the start page to what comes.
 *
 *   npm run gallery
 *
 * Writes docs/gallery/<step>.png (1280 x 800) and forecast-dark.png. Takes as long as finding a model.
 */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { ICU, openSample } from '../test/e2e/actions.ts';
import { inStudio, withFolders } from './bench/window-studio.ts';
import { drawnAfter } from './bench/window-watch.ts';
import { buildStudio } from './build.ts';

const FOLDER = fileURLToPath(new URL('../docs/gallery', import.meta.url));
/** Of a picture, bytes: they are in the repository. */
const LARGEST = 250_000;
const PATIENCE = 600_000;

/** Steps after the search, each with what is on it once it is open. */
const STEPS = [
  { key: '2', name: 'discover', there: ['#search-run', '.chart-frame'] },
  { key: '3', name: 'calibrate', there: ['#numbers', '.main-svg'] },
  { key: '4', name: 'trust', there: ['#verdict', '.main-svg'] },
  { key: '5', name: 'forecast', there: ['#ahead', '.slider', '.main-svg'] },
] as const;

await buildStudio();
mkdirSync(FOLDER, { recursive: true });
await withFolders((folders) =>
  inStudio(folders, { width: 1280, height: 800 }, async ({ page }) => {
    await take(page, 'start');
    await openSample(page, ICU);
    await drawnAfter(page, '1', ['#data', '.main-svg']);
    await take(page, 'describe');
    await findModel(page);
    for (const { key, name, there } of STEPS) {
      await drawnAfter(page, key, there);
      if (name === 'forecast') await ask(page);
      await take(page, name);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    await take(page, 'forecast-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await compareMeasures(page);
    await take(page, 'measures');
    await findPolicy(page);
    await take(page, 'policies');
  }),
);

async function findModel(page: Page): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Find a model/ })
    .click();
  const ended = page.getByRole('button', { name: 'Look at trust', exact: true });
  await ended.waitFor({ timeout: PATIENCE });
}

/** What if the first number of the model were larger. */
async function ask(page: Page): Promise<void> {
  const slider = page.getByRole('region', { name: 'What if' }).getByRole('slider').first();
  for (let press = 0; press < 12; press++) await slider.press('ArrowRight');
  await page.getByText('500 runs', { exact: true }).waitFor();
  await page.getByRole('region', { name: 'Against things as they are' }).waitFor();
}

/** A week with more arrivals beside things as they are. */
async function compareMeasures(page: Page): Promise<void> {
  await drawnAfter(page, '6', ['.main-svg']);
  await page.getByRole('button', { name: 'Add a stress test' }).click();
  await page.getByRole('menuitem').first().click();
  await page
    .getByRole('region', { name: 'What each comes to' })
    .getByText(/of 100 runs/)
    .first()
    .waitFor();
}

/** Extra beds, enough of them in 95 of 100 outcomes, at the least cost. */
async function findPolicy(page: Page): Promise<void> {
  await page.keyboard.press('7');
  await page.getByRole('button', { name: 'Add something you can provide' }).click();
  const asked = page.getByRole('dialog');
  for (const [name, value] of [
    ['What it is called', 'Extra beds'],
    ['Counted in', 'beds'],
    ['At most', '30'],
    ['How many are there anyway', '30'],
  ] as const)
    await asked.getByRole('textbox', { name }).fill(value);
  await asked.getByRole('textbox', { name: 'What it is called' }).focus();
  await asked.getByRole('button', { name: 'Add it' }).click();
  await page.getByRole('button', { name: 'Add a cost' }).click();
  await page
    .getByRole('button', { name: /^Begin with this.*Enough extra beds at the least cost/i })
    .click();
  await page
    .getByRole('region', { name: 'Find a policy' })
    .getByRole('button', { name: /^Find a policy/ })
    .click();
  await page.getByText(/of them were looked at closely/).waitFor({ timeout: PATIENCE });
}

/** Without messages, and once everything stands still. */
async function take(page: Page, name: string): Promise<void> {
  const message = page.getByRole('button', { name: 'Close message' });
  while (await message.first().isVisible()) await message.first().click();
  await page.mouse.move(1, 1);
  await page.evaluate('scrollTo(0, 0)');
  // Columns that scroll by themselves, too.
  await page.evaluate('for (const own of document.querySelectorAll("main *")) own.scrollTop = 0');
  await page.evaluate('document.activeElement?.blur()');
  await page.waitForTimeout(700);
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = statSync(path);
  console.log(`docs/gallery/${name}.png: ${(size / 1000).toFixed(0)} kB`);
  if (size > LARGEST) throw new Error(`picture: ${name}.png is larger than ${LARGEST} bytes`);
}
