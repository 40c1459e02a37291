/** The way of somebody who is new: an own table and a paragraph, to a verdict. By clicks, as a person would. */
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import type { Row } from './report.ts';
import { blocksOf, pressesOf } from './window-watch.ts';

const SAMPLE = fileURLToPath(new URL('../../assets/samples/netherlands-icu', import.meta.url));
const ISSUE = 'issue 6, figures to reach';
const PATIENCE = 300_000;

interface Sample {
  readonly words: string;
}

/** From the start page to the verdict on the screen. `folder`: where the table lies that belongs to no sample. */
export async function measurePath(page: Page, folder: string): Promise<Row[]> {
  const table = join(folder, 'beds.csv');
  copyFileSync(join(SAMPLE, 'data.csv'), table);
  const sample = JSON.parse(readFileSync(join(SAMPLE, 'sample.json'), 'utf8')) as Sample;
  const began = performance.now();
  await begin(page, table, sample.words);
  await search(page);
  const headline = page.getByRole('main').locator('.verdict-mark');
  await headline.waitFor({ timeout: PATIENCE });
  const seconds = (performance.now() - began) / 1000;
  const verdict = (await headline.textContent()) ?? '';
  const blocks = (await blocksOf(page)).toSorted((a, b) => b.milliseconds - a.milliseconds);
  const longest = blocks.slice(0, 5).map(({ start, milliseconds }) => {
    return `${milliseconds.toFixed(0)} ms at ${(start / 1000).toFixed(1)} s`;
  });
  const typed = "besides, a paragraph was typed and a file was chosen in the system's dialog";
  return [
    {
      id: 'window.path.icu.seconds',
      value: seconds,
      unit: 's',
      better: 'lower',
      target: 180,
      reference: `${ISSUE}; ended with: ${verdict}`,
    },
    {
      id: 'window.path.icu.clicks',
      value: await pressesOf(page),
      unit: 'clicks',
      better: 'lower',
      target: 6,
      reference: `${ISSUE}; ${typed}`,
    },
    {
      id: 'window.path.longest-block.ms',
      value: blocks[0]?.milliseconds ?? 0,
      unit: 'ms',
      better: 'lower',
      target: 100,
      reference: `${ISSUE}; ${blocks.length} of 50 ms or more: ${longest.join(', ') || 'none'}`,
    },
  ];
}

/** From the start page to the project. The field for the paragraph has the focus, and the name is that of the table. */
async function begin(page: Page, table: string, words: string): Promise<void> {
  await page.getByRole('button', { name: /^Use my own/ }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.insertText(words);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file…' }).click();
  await (await chooser).setFiles(table);
  await page.getByRole('button', { name: 'Create the project' }).click();
}

/** The one fix that is offered for this table, and the search. */
async function search(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Predict icu_occupied alone/ }).click();
  await page.getByText(/^Done: Predict icu_occupied alone/).waitFor();
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Find a model/ })
    .click();
}
