import {
  changeWords,
  INFLUENZA,
  isSaved,
  nameOf,
  openRecent,
  openSample,
  wordsOf,
} from '../actions.ts';
import { expect, test } from '../studio.ts';

test('words are changed, taken back and done again by the keyboard, and outlive the studio', async ({
  studio,
}) => {
  await openSample(studio.page, INFLUENZA);
  const before = await wordsOf(studio.page).inputValue();
  await changeWords(studio.page, 'Boys fall ill one after the other.');

  await studio.page.keyboard.press('ControlOrMeta+Z');
  await expect(wordsOf(studio.page)).toHaveValue(before);
  await studio.page.keyboard.press('ControlOrMeta+Shift+Z');
  await expect(wordsOf(studio.page)).toHaveValue('Boys fall ill one after the other.');
  await isSaved(studio.page);

  await studio.restart();
  await openRecent(studio.page, INFLUENZA);
  await expect(wordsOf(studio.page)).toHaveValue('Boys fall ill one after the other.');
  await studio.page.getByRole('button', { name: 'Undo: Changed the words' }).click();
  await expect(wordsOf(studio.page)).toHaveValue(before);
});

test('a killed engine loses no edit that was shown as saved', async ({ studio }) => {
  await openSample(studio.page, INFLUENZA);
  await changeWords(studio.page, 'Written before the engine died.');
  await studio.killEngine();
  if ((await nameOf(studio.page).count()) === 0) await openRecent(studio.page, INFLUENZA);
  await expect(wordsOf(studio.page)).toHaveValue('Written before the engine died.');
  await changeWords(studio.page, 'Written after it.');
  await expect(wordsOf(studio.page)).toHaveValue('Written after it.');
});
