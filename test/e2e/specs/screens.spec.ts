import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { goStep, INFLUENZA, openRecent } from '../actions.ts';
import { leaveFinishedRun } from '../leave-runs.ts';
import { expect, test } from '../studio.ts';

/** What each step shows once it is there. */
const STEPS = [
  ['Describe', (page: Page) => page.getByRole('figure', { name: 'What was observed' })],
  [
    'Find a model',
    (page: Page) => page.getByRole('heading', { name: 'Structures tried', exact: true }),
  ],
  ['Fit the numbers', (page: Page) => page.getByRole('heading', { name: /^The numbers of/ })],
  ['Trust', (page: Page) => page.getByRole('heading', { name: 'What would change the verdict' })],
  ['Look ahead', (page: Page) => page.getByText('500 runs', { exact: true })],
  ['Compare measures', (page: Page) => page.getByRole('heading', { name: 'What each comes to' })],
  ['Find a policy', (page: Page) => page.getByRole('heading', { name: 'Pinned policies' })],
] as const;

test.use({ before: { prepare: leaveFinishedRun } });

for (const scheme of ['light', 'dark'] as const) {
  test(`every step of a project can be read by everybody (${scheme})`, async ({ studio }) => {
    test.setTimeout(180_000);
    const { page } = studio;
    await page.emulateMedia({ colorScheme: scheme });
    await openRecent(page, INFLUENZA);
    for (const [step, shown] of STEPS) {
      await goStep(page, step);
      await expect(shown(page)).toBeVisible();
      await charts(page);
      expect(await faults(page)).toEqual([]);
    }
    for (const keys of ['ControlOrMeta+,', 'ControlOrMeta+K', '?']) {
      await page.keyboard.press(keys);
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await faults(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });
}

test('nothing lies beside the page at 1280 x 720 and at 200 % zoom', async ({ studio }) => {
  test.setTimeout(180_000);
  const { page } = studio;
  await openRecent(page, INFLUENZA);
  for (const [width, height] of [
    [1280, 720],
    [640, 360],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const [step, shown] of STEPS) {
      await goStep(page, step);
      await expect(shown(page)).toBeVisible();
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(beyond, `${step} at ${width} x ${height}`).toBeLessThanOrEqual(0);
    }
  }
});

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
}

/** Nothing is being drawn or read any more. */
async function charts(page: Page): Promise<void> {
  await expect(page.getByText('Drawing the chart…')).toHaveCount(0);
}
