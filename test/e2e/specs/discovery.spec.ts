import {
  findModel,
  INFLUENZA,
  modelOf,
  nameOf,
  openRecent,
  openSample,
  progressOf,
  scoresOf,
} from '../actions.ts';
import { leaveInterruptedRun } from '../leave-interrupted-run.ts';
import { expect, test } from '../studio.ts';

test('a search shows how far it is, outlives a reload, is paused and goes on', async ({
  studio,
}) => {
  const { page } = studio;
  await openSample(page, INFLUENZA);
  await findModel(page);
  await expect(progressOf(page)).toHaveAttribute('aria-valuenow', /[1-9]/);

  await page.reload();
  await expect(progressOf(page)).toHaveAttribute('aria-valuenow', /[1-9]/);

  await modelOf(page).getByRole('button', { name: 'Pause' }).click();
  await expect(modelOf(page).getByText('Paused')).toBeVisible();
  await page.reload();
  await expect(modelOf(page).getByText('Paused')).toBeVisible();
  const held = (await progressOf(page).getAttribute('aria-valuetext')) ?? '';
  await modelOf(page).getByRole('button', { name: 'Resume' }).click();
  await expect(progressOf(page)).not.toHaveAttribute('aria-valuetext', held);
});

test.describe('a short search that was interrupted', () => {
  test.use({ before: { prepare: leaveInterruptedRun } });

  test('is resumed, and ends with a model and how far it can be trusted', async ({ studio }) => {
    const { page } = studio;
    await openRecent(page, INFLUENZA);
    await expect(modelOf(page).getByText('This run was interrupted.')).toBeVisible();
    await modelOf(page).getByRole('button', { name: 'Resume' }).click();
    await expect(progressOf(page)).toBeVisible();
    await expect(page.getByRole('region', { name: 'Runs' })).toContainText('finished', {
      timeout: 150_000,
    });
    await expect(modelOf(page).getByText('best so far')).toBeVisible();
    await expect(modelOf(page).getByRole('button', { name: 'Export as a script' })).toBeEnabled();
  });
});

test('stopping asks, keeps the best, and the run can be taken up again', async ({ studio }) => {
  const { page } = studio;
  await openSample(page, INFLUENZA);
  await findModel(page);
  await expect(scoresOf(page).first()).toBeVisible();
  await page.keyboard.press('Escape');
  const question = page.getByRole('alertdialog', { name: 'Stop this run?' });
  await question.getByRole('button', { name: 'Stop and keep the best' }).click();
  await expect(modelOf(page).getByText('Stopped; the best so far is kept.')).toBeVisible();
  await expect(scoresOf(page).first()).toBeVisible();

  await modelOf(page).getByRole('button', { name: 'Resume' }).click();
  await expect(progressOf(page)).toBeVisible();
});

test('a run whose engine is killed goes on where it was', async ({ studio, host }) => {
  await openSample(studio.page, INFLUENZA);
  await findModel(studio.page);
  await expect(scoresOf(studio.page).first()).toBeVisible();
  const known = await scoresOf(studio.page).allTextContents();

  await studio.killEngine();
  if (host === 'loopback') {
    // The browser host went with its engine: whoever starts it again decides what goes on.
    if ((await nameOf(studio.page).count()) === 0) await openRecent(studio.page, INFLUENZA);
    await expect(modelOf(studio.page).getByText('This run was interrupted.')).toBeVisible();
    await modelOf(studio.page).getByRole('button', { name: 'Resume' }).click();
  }
  await expect(progressOf(studio.page)).toBeVisible();
  await expect(scoresOf(studio.page)).toContainText(known.slice(0, 1));
});
