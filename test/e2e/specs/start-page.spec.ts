import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../studio.ts';

const ICU = 'Intensive care in the Netherlands, spring 2020';
const INFLUENZA = 'Influenza in a boarding school, 1978';

test('the start page shows three doors, the samples, and where own projects will be', async ({
  studio,
}) => {
  const { page } = studio;
  const doors = page.getByRole('region', { name: 'Begin' });
  await expect(doors.getByRole('button', { name: /^Try a sample/ })).toBeEnabled();
  await expect(doors.getByRole('button', { name: /^Pick another/ })).toBeVisible();
  await expect(doors.getByRole('button', { name: /^Use my own/ })).toBeVisible();
  const samples = page.getByRole('region', { name: 'Samples' });
  await expect(samples.getByRole('article')).toHaveCount(2);
  for (const title of [ICU, INFLUENZA]) {
    await expect(samples.getByRole('button', { name: `Open the sample: ${title}` })).toBeEnabled();
  }
  await expect(page.getByText('Nothing here yet.')).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`the start page has no accessibility faults in ${theme}`, async ({ studio }) => {
    const { page } = studio;
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await expect(page.getByRole('article')).toHaveCount(2);
    expect(await isBright(page)).toBe(theme === 'light');
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
}

test('a sample opens as a project of its own, which the start page then lists', async ({
  studio,
}) => {
  const { page, projectsFolder } = studio;
  await page.getByRole('button', { name: `Open the sample: ${INFLUENZA}` }).click();
  await expect(page.getByRole('textbox', { name: 'Name of the project' })).toHaveValue(INFLUENZA);
  await expect(page.getByRole('region', { name: 'What was observed' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Shift+H');
  const recent = page.getByRole('complementary', { name: 'Your projects' });
  await expect(recent.getByText(projectsFolder)).toBeVisible();
  await recent
    .getByRole('button', { name: new RegExp(INFLUENZA) })
    .first()
    .click();
  await expect(page.getByRole('textbox', { name: 'Name of the project' })).toHaveValue(INFLUENZA);
});

/** Of the page's background, in whatever notation it is given. */
function isBright(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const brush = document.createElement('canvas').getContext('2d')!;
    brush.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
    brush.fillRect(0, 0, 1, 1);
    return brush.getImageData(0, 0, 1, 1).data[0]! > 128;
  });
}
