import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { goStep, searchOf, wordsOf } from '../actions.ts';
import { expect, test } from '../studio.ts';

const SAMPLE = fileURLToPath(
  new URL('../../../assets/samples/school-influenza-1978/', import.meta.url),
);

test('an own table and a paragraph become a judged model, a forecast, what if, and a script', async ({
  studio,
}) => {
  test.setTimeout(300_000);
  const { page } = studio;
  const { words } = JSON.parse(readFileSync(`${SAMPLE}sample.json`, 'utf8'));
  await page.getByRole('button', { name: /^Use my own/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Own school');
  await dialog.getByRole('textbox', { name: /^What happens/ }).fill(words);
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'own.csv',
    mimeType: 'text/csv',
    buffer: readFileSync(`${SAMPLE}data.csv`),
  });
  await dialog.getByRole('button', { name: 'Create the project' }).click();
  await expect(wordsOf(page)).toHaveValue(words);
  await expect(page.getByRole('figure', { name: 'What was observed' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'What the studio understood' })).toContainText(
    '512',
  );

  // The part kept for the check is moved by hand, and taken back.
  const kept = page.getByRole('textbox', { name: 'Last days kept for the check' });
  const before = await kept.inputValue();
  await kept.fill('4');
  await kept.blur();
  await page.getByRole('button', { name: 'Undo: Kept 4 days for the check' }).click();
  await expect(kept).toHaveValue(before);

  await goStep(page, 'Find a model');
  await page.getByText('How it is looked for').click();
  await page.getByRole('textbox', { name: 'Rounds at most' }).fill('1');
  await page.getByRole('textbox', { name: 'Structures a round' }).fill('1');
  await page
    .getByRole('region', { name: 'Find a model' })
    .getByRole('button', { name: /^Find a model/ })
    .click();
  await searchOf(page).getByRole('button', { name: 'Look at trust' }).click({ timeout: 150_000 });
  await expect(page.getByRole('heading', { name: 'What would change the verdict' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Model in use: / })).toBeVisible();

  await goStep(page, 'Look ahead');
  await expect(page.getByText('500 runs', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Add a change' }).click();
  await expect(
    page.getByRole('region', { name: 'Against things as they are' }).first(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Export as a script' }).click();
  await expect(page.getByText(/exports.*\.mjs$/)).toBeVisible();
});
