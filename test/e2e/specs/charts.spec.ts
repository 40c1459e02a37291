import type { Locator, Page } from '@playwright/test';
import { goStep, INFLUENZA, openRecent } from '../actions.ts';
import { leaveFinishedRun } from '../leave-runs.ts';
import { expect, test } from '../studio.ts';

// The run that is shown has a seed: what the charts draw is the same everywhere.
test.use({ before: { prepare: leaveFinishedRun } });

test('a fan as it is seen: bands within each other, dots before the days ahead, a limit at its value', async ({
  studio,
}) => {
  test.setTimeout(180_000);
  const { page } = studio;
  await openRecent(page, INFLUENZA);
  await goStep(page, 'Look ahead');
  await expect(page.getByText('500 runs', { exact: true })).toBeVisible();
  const chart = page.getByRole('figure', { name: 'in bed', exact: true });
  await expect(chart.locator('path.js-fill').first()).toBeAttached();

  const bands = await boxes(chart.locator('path.js-fill'));
  expect(bands).toHaveLength(3);
  for (const [i, inner] of bands.entries()) {
    const outer = bands[i - 1];
    if (!outer) continue;
    expect(inner.top).toBeGreaterThanOrEqual(outer.top - 1);
    expect(inner.bottom).toBeLessThanOrEqual(outer.bottom + 1);
  }
  const [widest] = bands;
  const dots = await boxes(chart.locator('.points path'));
  expect(dots).toHaveLength(14);
  for (const dot of dots) expect(dot.left).toBeLessThan(widest?.left ?? 0);

  await page.getByRole('button', { name: 'Add a limit line' }).first().click();
  const limit = page.getByRole('textbox', { name: 'Limit of in bed' });
  await expect(limit).toBeVisible();
  await limit.fill('100');
  await limit.blur();
  const line = page.getByRole('slider', { name: 'Line: in bed' });
  await expect(line).toHaveAttribute('aria-valuenow', '100');
  await expect(async () => {
    const [[handle], tick] = await Promise.all([boxes(line), tickAt(chart, '100')]);
    expect(Math.abs(middle(handle) - tick)).toBeLessThan(3);
  }).toPass();
  await line.focus();
  await page.keyboard.press('ArrowUp');
  await expect(limit).toHaveValue('101');
});

test('what was kept for the check is hollow, and the same rows are in the table and in the copy', async ({
  studio,
}) => {
  test.setTimeout(180_000);
  const { page } = studio;
  await openRecent(page, INFLUENZA);
  const chart = page.getByRole('figure', { name: 'What was observed' });
  await expect(chart.locator('.points path').first()).toBeAttached();
  const fills = await chart
    .locator('.points path')
    .evaluateAll((dots) => dots.map((dot) => getComputedStyle(dot).fill));
  const sheet = await page.evaluate(
    () => getComputedStyle(document.querySelector('.sheet') as Element).backgroundColor,
  );
  // Two series of 14 days, of which the last three are kept.
  expect(fills.filter((fill) => fill === sheet).length).toBeGreaterThanOrEqual(6);
  expect(fills.filter((fill) => fill !== sheet)).toHaveLength(22);

  await chart.getByRole('button', { name: 'Show as table' }).click();
  await expect(page.getByRole('region', { name: /as a table$/ }).getByRole('row')).toHaveCount(15);
  await copyAs(page, chart, 'Numbers (CSV)');
  await expect(chart.getByText('The numbers are copied.')).toBeVisible();
});

async function copyAs(page: Page, chart: Locator, what: string): Promise<void> {
  await chart.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('menuitem', { name: what }).click();
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

function boxes(places: Locator): Promise<Box[]> {
  return places.evaluateAll((elements) =>
    elements.map((element) => {
      const { left, top, bottom } = element.getBoundingClientRect();
      return { left, top, bottom };
    }),
  );
}

function middle(box: Box | undefined): number {
  return box ? (box.top + box.bottom) / 2 : Number.NaN;
}

/** Where the upright axis has this number. */
async function tickAt(chart: Locator, text: string): Promise<number> {
  const [tick] = await boxes(chart.locator('.ytick text', { hasText: new RegExp(`^${text}$`) }));
  return middle(tick);
}
