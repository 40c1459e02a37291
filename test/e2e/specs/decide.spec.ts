import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { goStep, INFLUENZA, isSaved, nameOf, openRecent, tabTo } from '../actions.ts';
import { leaveFinishedRun } from '../leave-runs.ts';
import { expect, ONCE, test } from '../studio.ts';

test.use({ before: { prepare: leaveFinishedRun } });

test(
  'measures are compared: a stress test, a change of it by slider, one run through the model',
  ONCE,
  async ({ studio }) => {
    test.setTimeout(180_000);
    const { page } = studio;
    await openRecent(page, INFLUENZA);
    await goStep(page, 'Compare measures');
    await page.getByRole('button', { name: 'Add a stress test' }).click();
    await page.getByRole('menuitem').first().click();
    const table = page.getByRole('region', { name: 'What each comes to' });
    await expect(table.getByText(/in \d+ of 100 runs/).first()).toBeVisible();
    await isSaved(page);
    await expect(page.getByRole('button', { name: /^Undo: / })).toBeEnabled();

    await page.getByRole('button', { name: 'New scenario' }).click();
    await page.getByRole('button', { name: 'Add a change' }).click();
    const slider = page.getByRole('slider').first();
    await slider.focus();
    for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight');
    await isSaved(page);
    await expect(page.getByRole('columnheader', { name: 'As things are' })).toBeVisible();

    const flow = page.getByRole('figure', { name: 'One run through the model' });
    await page.getByRole('button', { name: 'Follow one run through the model' }).click();
    await flow.getByRole('button', { name: 'One day on' }).click();
    await flow.getByRole('button', { name: 'Show as table' }).click();
    await expect(flow.getByRole('table')).toBeVisible();
  },
);

test(
  'a policy is found, pinned and made a plan that lies in the folder',
  ONCE,
  async ({ studio }) => {
    test.setTimeout(240_000);
    const { page, projectsFolder } = studio;
    await openRecent(page, INFLUENZA);
    await goStep(page, 'Find a policy');
    const tried = page.getByRole('region', { name: 'Policies that were looked at closely' });
    await expect(tried).toBeVisible();

    await limitsTheSearch(page);
    await page.getByRole('button', { name: /^Find a policy anew/ }).click();
    await expect(page.getByText(/policies were tried so far/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/of them were looked at closely/)).toBeVisible({
      timeout: 150_000,
    });

    await page.getByRole('tab', { name: 'Any two numbers' }).click();
    await expect(page.getByRole('tabpanel').getByRole('figure').first()).toBeVisible();
    await tried.getByRole('button', { name: 'Pin: Do nothing' }).click();
    const pinned = page.getByRole('region', { name: 'Pinned policies' });
    await expect(pinned.getByRole('listitem', { name: 'B: Do nothing' })).toBeVisible();

    await page.getByRole('button', { name: 'Make this my plan : Recommended' }).click();
    await page.getByRole('textbox', { name: 'Name of the plan' }).fill('Winter plan');
    await page.getByRole('button', { name: 'Write the plan' }).click();
    await expect(page.getByText(/--policy policies\/winter-plan\.json/)).toBeVisible();
    await isSaved(page);
    const [folder = ''] = readdirSync(projectsFolder);
    const text = readFileSync(join(projectsFolder, folder, 'policies', 'winter-plan.json'), 'utf8');
    const plan = JSON.parse(text);
    expect(plan).toMatchObject({ about: { name: 'Winter plan' }, resources: { extra_beds: {} } });
  },
);

test('measures and policies need no mouse', async ({ studio }) => {
  test.setTimeout(240_000);
  const { page } = studio;
  await openRecent(page, INFLUENZA);
  await expect(nameOf(page)).toHaveValue(INFLUENZA);
  await page.keyboard.press('6');
  await expect(page.getByRole('heading', { name: 'What each comes to' })).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'New scenario' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Add a change' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('slider').first());
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
  await isSaved(page);

  await page.keyboard.press('Escape');
  await page.keyboard.press('7');
  const points = page.getByRole('listbox', { name: /arrow keys go from policy to policy/ });
  await expect(points).toBeVisible();
  await tabTo(page, points);
  // Past the compromise that was tried, but not looked at closely.
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const pinned = page.getByRole('region', { name: 'Pinned policies' });
  await expect(pinned.getByRole('listitem', { name: /^B: / })).toBeVisible();
  await tabTo(page, pinned.getByRole('button', { name: 'Make this my plan : Recommended' }));
  await page.keyboard.press('Enter');
  const name = page.getByRole('textbox', { name: 'Name of the plan' });
  await expect(name).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Write the plan' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText(/--policy policies\//)).toBeVisible();
});

/** A short one: what is tried here is the window. */
async function limitsTheSearch(page: Page): Promise<void> {
  await page.getByText('How long it looks').click();
  await page.getByRole('textbox', { name: 'Policies tried at most' }).fill('60');
  await page.keyboard.press('Tab');
}
