import {
  INFLUENZA,
  isSaved,
  nameOf,
  progressOf,
  runOf,
  searchOf,
  tabTo,
  wordsOf,
} from '../actions.ts';
import { expect, ONCE, test } from '../studio.ts';

test('everything is done without a mouse: a sample, its words, a search, back to the start', async ({
  studio,
}) => {
  const { page } = studio;
  const sample = page.getByRole('button', { name: `Open the sample: ${INFLUENZA}` });
  await expect(sample).toBeEnabled();
  await tabTo(page, sample);
  await page.keyboard.press('Enter');
  await expect(nameOf(page)).toHaveValue(INFLUENZA);

  await tabTo(page, wordsOf(page));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Boys fall ill and recover.');
  await isSaved(page);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(progressOf(page)).toBeVisible();

  await tabTo(page, runOf(page).getByRole('button', { name: 'Pause' }));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog', { name: 'Stop this run?' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(searchOf(page).getByText('Stopped; the best so far is kept.')).toBeVisible();

  await page.keyboard.press('ControlOrMeta+K');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('Start page');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Begin' })).toBeVisible();
});

test(
  'the whole way is gone without a mouse: a search of one round, its trust, a limit, what if',
  ONCE,
  async ({ studio }) => {
    test.setTimeout(240_000);
    const { page } = studio;
    const sample = page.getByRole('button', { name: `Open the sample: ${INFLUENZA}` });
    await expect(sample).toBeEnabled();
    await tabTo(page, sample);
    await page.keyboard.press('Enter');
    await expect(nameOf(page)).toHaveValue(INFLUENZA);
    await page.keyboard.press('Escape');

    await page.keyboard.press('2');
    const settings = page.getByText('How it is looked for');
    await expect(settings).toBeVisible();
    await tabTo(page, settings);
    await page.keyboard.press('Enter');
    for (const name of ['Rounds at most', 'Structures a round']) {
      await tabTo(page, page.getByRole('textbox', { name }));
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type('1');
    }
    await page.keyboard.press('ControlOrMeta+Enter');
    const trust = searchOf(page).getByRole('button', { name: 'Look at trust' });
    await expect(trust).toBeVisible({ timeout: 150_000 });
    await tabTo(page, trust);
    await page.keyboard.press('Enter');
    await expect(
      page.getByRole('heading', { name: 'What would change the verdict' }),
    ).toBeVisible();

    await page.keyboard.press('3');
    await expect(page.getByRole('table').first()).toContainText('calibrated');
    await page.keyboard.press('5');
    await expect(page.getByText('500 runs', { exact: true })).toBeVisible();
    await tabTo(page, page.getByRole('button', { name: 'Add a limit line' }).first());
    await page.keyboard.press('Enter');
    await expect(page.getByText(/at least once by/).first()).toBeVisible();
    await tabTo(page, page.getByRole('slider').first());
    for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowRight');
    await expect(
      page.getByRole('region', { name: 'Against things as they are' }).first(),
    ).toBeVisible();
  },
);
