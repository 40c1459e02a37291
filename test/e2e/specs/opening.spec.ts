import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { haveChromium } from '../../../scripts/find-chromium.ts';
import { changeWords, INFLUENZA, nameOf, openRecent, openSample, wordsOf } from '../actions.ts';
import { startLoopback } from '../hosts/loopback.ts';
import { expect, test } from '../studio.ts';

test('whoever opens a project that is open elsewhere can look at it and change nothing', async ({
  studio,
  browser,
}) => {
  await openSample(studio.page, INFLUENZA);
  await changeWords(studio.page, 'Mine.');
  const second = await startLoopback({
    userFolder: studio.userFolder,
    projectsFolder: studio.projectsFolder,
    browser,
    chromium: await haveChromium(),
  });
  try {
    const { page } = second;
    await openRecent(page, INFLUENZA);
    await expect(page.getByText('Read-only: you can look at everything')).toBeVisible();
    await expect(page.getByText('Project: open elsewhere')).toBeVisible();
    await expect(wordsOf(page)).toHaveValue('Mine.');
    await expect(wordsOf(page)).not.toBeEditable();
    const next = page.getByRole('region', { name: 'Next: find a model' });
    await expect(next.getByRole('button')).toBeDisabled();
  } finally {
    await second.end();
  }
});

test('a project whose file is no project any more is refused with the file and a way out', async ({
  studio,
}) => {
  await openSample(studio.page, INFLUENZA);
  await studio.page.keyboard.press('ControlOrMeta+Shift+W');
  await expect(nameOf(studio.page)).toHaveCount(0);
  const file = join(studio.projectsFolder, readdirSync(studio.projectsFolder)[0]!, 'project.json');
  writeFileSync(file, '[1, 2');

  await openRecent(studio.page, INFLUENZA);
  const alert = studio.page.getByRole('alert');
  await expect(alert).toContainText('The project could not be opened');
  await expect(alert).toContainText('project.json');
  await alert.getByRole('button', { name: 'Start page' }).click();
  await expect(studio.page.getByRole('region', { name: 'Begin' })).toBeVisible();
});
