/**
 * What is watched in the page of the studio. The page's own code is text here: scripts know no DOM. It lies in
 * `window.watch` from before the studio's first line on.
 */
import type { Page } from 'playwright';

/** A stretch in which the page answered nothing; milliseconds since it was opened. */
export interface Block {
  readonly start: number;
  readonly milliseconds: number;
}

export const WATCH = `(() => {
  const watch = (window.watch = { blocks: [], presses: 0, drawn: undefined });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      watch.blocks.push({ start: startTime, milliseconds: duration });
    }
  }).observe({ type: 'longtask', buffered: true });
  addEventListener('pointerdown', () => { watch.presses += 1; }, true);

  const isShown = (element) => element.clientWidth > 0 && element.clientHeight > 0;
  const isDrawn = (wanted) =>
    wanted.every((selector) => document.querySelector(selector)) &&
    ![...document.querySelectorAll('main p')].some((p) => p.textContent.endsWith('…')) &&
    [...document.querySelectorAll('.chart-drawing')].every(
      (drawing) => !isShown(drawing) || drawing.querySelector('.main-svg'),
    );
  watch.expect = (wanted) => {
    watch.drawn = new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error('not drawn within a minute: ' + wanted)), 60_000);
      addEventListener('keydown', ({ timeStamp }) => {
        const look = () => {
          if (!isDrawn(wanted)) requestAnimationFrame(look);
          // The frame that was looked at is on the screen when the next one begins.
          else requestAnimationFrame(() => resolve(performance.now() - timeStamp));
        };
        requestAnimationFrame(look);
      }, { capture: true, once: true });
    });
  };
  watch.measured = (name, count, patience) => new Promise((resolve) => {
    const observer = new PerformanceObserver(() => {
      if (performance.getEntriesByName(name, 'measure').length >= count) end(true);
    });
    const end = (isMeasured) => {
      observer.disconnect();
      resolve(isMeasured);
    };
    observer.observe({ type: 'measure', buffered: true });
    setTimeout(() => end(false), patience);
  });
  watch.frames = (seconds) => new Promise((resolve) => {
    const began = performance.now();
    let frames = 0;
    const next = (now) => {
      frames += 1;
      if (now - began < 1000 * seconds) requestAnimationFrame(next);
      else resolve((1000 * frames) / (now - began));
    };
    requestAnimationFrame(next);
  });
})();`;

/** Since the page was opened: 50 ms and longer, as browsers report them. */
export function blocksOf(page: Page): Promise<readonly Block[]> {
  return page.evaluate('window.watch.blocks');
}

/** Presses of a mouse button in the page since it was opened. */
export function pressesOf(page: Page): Promise<number> {
  return page.evaluate('window.watch.presses');
}

/** Frames a second that the page drew. */
export function framesOf(page: Page, seconds: number): Promise<number> {
  return page.evaluate(`window.watch.frames(${seconds})`);
}

/**
 * Milliseconds from the press of the key to the frame in which everything is there: `wanted` (selectors), no words that
 * something is still being read, no chart without its drawing.
 */
export async function drawnAfter(
  page: Page,
  key: string,
  wanted: readonly string[],
): Promise<number> {
  await page.evaluate(`window.watch.expect(${JSON.stringify(wanted)})`);
  await page.keyboard.press(key);
  return page.evaluate('window.watch.drawn');
}

/** Milliseconds of every entry of this name that the page measured (performance.measure), oldest first. */
export function measuresOf(page: Page, name: string): Promise<readonly number[]> {
  return page.evaluate(
    `performance.getEntriesByName(${JSON.stringify(name)}, 'measure').map(({ duration }) => duration)`,
  );
}

/** Waits until the page has measured so many entries of this name; false: it has not within so many milliseconds. */
export function measured(
  page: Page,
  name: string,
  count: number,
  patience: number,
): Promise<boolean> {
  return page.evaluate(`window.watch.measured(${JSON.stringify(name)}, ${count}, ${patience})`);
}
