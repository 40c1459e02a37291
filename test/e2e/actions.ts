/** What a planner does in the window, and where to look for what comes of it. */
import { expect, type Locator, type Page } from '@playwright/test';

export const ICU = 'Intensive care in the Netherlands, spring 2020';
export const INFLUENZA = 'Influenza in a boarding school, 1978';

export async function openSample(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: `Open the sample: ${title}` }).click();
  await expect(nameOf(page)).toHaveValue(title);
}

/** From the start page's list. */
export async function openRecent(page: Page, name: string): Promise<void> {
  await page
    .getByRole('complementary', { name: 'Your projects' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
}

export function nameOf(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Name of the project' });
}

export function wordsOf(page: Page): Locator {
  return page.getByRole('textbox', { name: 'What happens there, in your words' });
}

/** Changes the words, and waits until the change is on the disk. */
export async function changeWords(page: Page, words: string): Promise<void> {
  await wordsOf(page).fill(words);
  await expect(page.getByRole('button', { name: 'Undo: Changed the words' })).toBeEnabled();
  await isSaved(page);
}

export async function isSaved(page: Page): Promise<void> {
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

/** From the page with words and data. */
export async function findModel(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Next: find a model' }).getByRole('button').click();
  await expect(progressOf(page)).toBeVisible();
}

export async function goStep(page: Page, step: Step): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('button', { name: new RegExp(`^${step}`) })
    .click();
}

type Step =
  | 'Describe'
  | 'Find a model'
  | 'Fit the numbers'
  | 'Trust'
  | 'Look ahead'
  | 'Compare measures'
  | 'Find a policy';

/** By Tab alone, as far as it takes; fails where no Tab leads there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element.matches(':focus'))) return;
  }
  await expect(target).toBeFocused();
}

/** The run that goes on, at the foot of every step. */
export function runOf(page: Page): Locator {
  return page.getByRole('region', { name: 'The run that goes on' });
}

export function progressOf(page: Page): Locator {
  return runOf(page).getByRole('progressbar');
}

/** What became of a search. */
export function searchOf(page: Page): Locator {
  return page.getByRole('region', { name: /^Run \d+$/ });
}

/** Structures that were judged, with how far off each is. */
export function scoresOf(page: Page): Locator {
  return page
    .getByRole('region', { name: 'Structures, best first' })
    .getByRole('row')
    .filter({ hasText: /\d %/ });
}
