/** What if, with the model that is in use: sliders that are moved by keys and by the mouse. */
import type { Locator, Page } from 'playwright';
import type { Row } from './report.ts';
import { framesOf, measured, measuresOf } from './window-watch.ts';

const ISSUE = 'issue 6, figures to reach';
const DAYS = 120;
const MOVES = 20;
/** Moves before those that count: what is measured is a session that goes on. */
const EARLIER_MOVES = 3;
const DRAG_SECONDS = 3;
const PATIENCE = 20_000;
/** After so many milliseconds a chart that has not changed will not. */
const STILL = 5000;

/** The project is open; any step. */
export async function measureWhatIf(page: Page): Promise<Row[]> {
  await page.keyboard.press('5');
  const days = page.getByRole('textbox', { name: 'Days ahead' });
  await days.fill(String(DAYS));
  await days.press('Enter');
  await page.getByText('500 runs', { exact: true }).waitFor({ timeout: PATIENCE });
  const slider = await movingSlider(page);
  for (let move = 0; move < EARLIER_MOVES; move++) await moved(page, slider, 'ArrowRight');
  await page.getByRole('region', { name: 'Against things as they are' }).waitFor();
  await page.evaluate('performance.clearMeasures()');
  for (let move = 0; move < MOVES; move++) {
    await moved(page, slider, move % 4 < 2 ? 'ArrowRight' : 'ArrowLeft');
  }
  const all = await measuresOf(page, 'what-if');
  const first = await measuresOf(page, 'what-if-first');
  return [
    {
      id: 'window.what-if.median.ms',
      value: quantile(all, 0.5),
      unit: 'ms',
      better: 'lower',
      target: 250,
      reference: `${ISSUE}; 500 runs x ${DAYS} days, ${all.length} moves, the slowest ${quantile(all, 1).toFixed(0)} ms`,
    },
    {
      id: 'window.what-if.first.ms',
      value: quantile(first, 0.5),
      unit: 'ms',
      better: 'lower',
      reference: `100 runs, which are drawn first; ${first.length} of ${all.length} moves drew them by themselves`,
    },
    {
      id: 'window.what-if.fps',
      value: await framesWhileDragged(page, slider),
      unit: 'frames/s',
      better: 'higher',
      target: 58,
      reference: `${ISSUE}: 60; the mouse drags the slider for ${DRAG_SECONDS} s, the chart follows`,
    },
  ];
}

/** The first that the chart follows: some numbers say nothing of the days ahead. */
async function movingSlider(page: Page): Promise<Locator> {
  const sliders = await page.getByRole('region', { name: 'What if' }).getByRole('slider').all();
  for (const slider of sliders) if (await moved(page, slider, 'ArrowRight')) return slider;
  throw new Error('sliders: the chart follows none of them');
}

/** One step of the slider, until all runs are drawn. False: the chart stays as it is. */
async function moved(page: Page, slider: Locator, key: string): Promise<boolean> {
  const before = (await measuresOf(page, 'what-if')).length;
  await slider.press(key);
  return measured(page, 'what-if', before + 1, STILL);
}

async function framesWhileDragged(page: Page, slider: Locator): Promise<number> {
  // The input itself is hidden: what is dragged is the mark around it.
  const thumb = await slider
    .locator('xpath=ancestor::*[contains(@class, "slider-thumb")]')
    .boundingBox();
  if (!thumb) throw new Error('slider: is not on the screen');
  const [x, y] = [thumb.x + thumb.width / 2, thumb.y + thumb.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  let isOver = false;
  const counting = framesOf(page, DRAG_SECONDS).finally(() => {
    isOver = true;
  });
  for (let step = 0; !isOver; step++) {
    await page.mouse.move(x + 30 * Math.sin(step / 15), y);
    await page.waitForTimeout(8);
  }
  await page.mouse.up();
  return counting;
}

function quantile(values: readonly number[], level: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(level * sorted.length))] ?? Number.NaN;
}
