import { expect, test } from '../studio.ts';

test('the token leaves the address at once, and a reloaded window still has it', async ({
  studio,
}) => {
  const { page } = studio;
  await expect(page.getByRole('article')).toHaveCount(2);
  expect(new URL(page.url()).hash).toBe('');
  await page.reload();
  await expect(page.getByRole('article')).toHaveCount(2);
  expect(page.url()).not.toContain('token');
  const history = await page.evaluate(() => JSON.stringify(window.history.state));
  expect(history).not.toContain('token');
});

test('a window without the token is told how to get in', async ({ studio, browser }) => {
  await expect(studio.page.getByRole('article')).toHaveCount(2);
  const stranger = await browser.newContext();
  const page = await stranger.newPage();
  await page.goto(studio.page.url());
  await expect(page.getByRole('alert')).toContainText('npm start');
  await stranger.close();
});
