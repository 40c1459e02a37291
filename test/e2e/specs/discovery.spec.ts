import {
  findModel,
  goStep,
  INFLUENZA,
  nameOf,
  openRecent,
  openSample,
  progressOf,
  runOf,
  scoresOf,
  searchOf,
} from '../actions.ts';
import { leaveInterruptedRun } from '../leave-runs.ts';
import { expect, ONCE, test } from '../studio.ts';

test('a search shows how far it is, outlives a reload, is paused and goes on', async ({
  studio,
}) => {
  const { page } = studio;
  await openSample(page, INFLUENZA);
  await findModel(page);
  await expect(progressOf(page)).toHaveAttribute('aria-valuenow', /[1-9]/);

  await page.reload();
  await expect(progressOf(page)).toHaveAttribute('aria-valuenow', /[1-9]/);

  await runOf(page).getByRole('button', { name: 'Pause' }).click();
  await expect(runOf(page).getByText('Paused')).toBeVisible();
  await page.reload();
  await expect(runOf(page).getByText('Paused')).toBeVisible();
  const held = (await progressOf(page).getAttribute('aria-valuetext')) ?? '';
  await runOf(page).getByRole('button', { name: 'Resume' }).click();
  await expect(progressOf(page)).not.toHaveAttribute('aria-valuetext', held);
});

test.describe('a short search that was interrupted', () => {
  test.use({ before: { prepare: leaveInterruptedRun } });

  test(
    'is resumed, and ends with a model and how far it can be trusted',
    ONCE,
    async ({ studio }) => {
      const { page } = studio;
      await openRecent(page, INFLUENZA);
      await goStep(page, 'Find a model');
      await expect(searchOf(page).getByText('This run was interrupted.')).toBeVisible();
      await searchOf(page).getByRole('button', { name: 'Resume' }).click();
      await expect(progressOf(page)).toBeVisible();
      await expect(page.getByRole('region', { name: 'Runs' })).toContainText('finished', {
        timeout: 150_000,
      });
      await searchOf(page).getByRole('button', { name: 'Look at trust' }).click();
      await expect(
        page.getByRole('heading', { name: 'What would change the verdict' }),
      ).toBeVisible();
      await goStep(page, 'Look ahead');
      await expect(page.getByRole('button', { name: 'Export as a script' })).toBeEnabled();
    },
  );
});

test('stopping asks, keeps the best, and the run can be taken up again', async ({ studio }) => {
  const { page } = studio;
  await openSample(page, INFLUENZA);
  await findModel(page);
  await expect(scoresOf(page).first()).toBeVisible();
  await page.keyboard.press('Escape');
  const question = page.getByRole('alertdialog', { name: 'Stop this run?' });
  await question.getByRole('button', { name: 'Stop and keep the best' }).click();
  await expect(searchOf(page).getByText('Stopped; the best so far is kept.')).toBeVisible();
  await expect(scoresOf(page).first()).toBeVisible();

  await searchOf(page).getByRole('button', { name: 'Resume' }).click();
  await expect(progressOf(page)).toBeVisible();
});

test('a run whose engine is killed goes on where it was', async ({ studio, host }) => {
  await openSample(studio.page, INFLUENZA);
  await findModel(studio.page);
  // Its place in the list may change as others come.
  const first = (await scoresOf(studio.page).first().textContent()) ?? '';
  const [score = 'none'] = /[\d.]+ %/.exec(first) ?? [];

  await studio.killEngine();
  if (host === 'loopback') {
    // The browser host went with its engine: whoever starts it again decides what goes on.
    if ((await nameOf(studio.page).count()) === 0) await openRecent(studio.page, INFLUENZA);
    await goStep(studio.page, 'Find a model');
    await expect(searchOf(studio.page).getByText('This run was interrupted.')).toBeVisible();
    await searchOf(studio.page).getByRole('button', { name: 'Resume' }).click();
  }
  await expect(progressOf(studio.page)).toBeVisible();
  await expect(scoresOf(studio.page).filter({ hasText: score }).first()).toBeVisible();
});
