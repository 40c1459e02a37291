import { writeFileSync } from 'node:fs';
import { INFLUENZA, openSample, progressOf } from '../actions.ts';
import { expect, test } from '../studio.ts';

test.describe('where the settings should lie, there is a file', () => {
  test.use({ before: { prepare: ({ userFolder }) => writeFileSync(userFolder, 'no folder') } });

  test('projects can be opened all the same', async ({ studio }) => {
    await openSample(studio.page, INFLUENZA);
    await expect(studio.page.getByRole('region', { name: 'What was observed' })).toBeVisible();
    await expect(progressOf(studio.page)).toHaveCount(0);
  });
});

test('a window of another version says so instead of misunderstanding the engine', async ({
  studio,
}) => {
  const { page } = studio;
  await expect(page.getByRole('article')).toHaveCount(2);
  // The window as a later build will have it.
  let isLater = false;
  await page.route(/\.js$/, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    const later = body.replace(/(\bprotocol:)\d+(?=,app\b)/, '$199');
    isLater ||= later !== body;
    // Not to be found in the cache afterwards.
    const headers = { ...response.headers(), etag: '', 'cache-control': 'no-store' };
    await route.fulfill({ response, headers, body: later });
  });
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('two versions of the studio');
  await expect(page.getByRole('alert')).toContainText('open it again');
  expect(isLater).toBe(true);

  // Parts that are fetched ahead are answered to the end.
  await page.unrouteAll({ behavior: 'wait' });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('article')).toHaveCount(2);
});
