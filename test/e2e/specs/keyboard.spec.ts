import type { Locator, Page } from '@playwright/test';
import { INFLUENZA, isSaved, modelOf, nameOf, progressOf, wordsOf } from '../actions.ts';
import { expect, test } from '../studio.ts';

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

  await tabTo(page, modelOf(page).getByRole('button', { name: 'Pause' }));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog', { name: 'Stop this run?' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(modelOf(page).getByText('Stopped; the best so far is kept.')).toBeVisible();

  await page.keyboard.press('ControlOrMeta+K');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('Start page');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Begin' })).toBeVisible();
});

/** By Tab alone, as far as it takes; fails where no Tab leads there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(target).toBeFocused();
}
