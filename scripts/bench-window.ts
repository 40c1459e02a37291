/**
 * How the window feels on this machine: the real application, by the browser host, in Chromium.
 *
 *   npm run bench:window -- [--json FILE] [--only path,what-if,large]
 *
 * window.path.icu.seconds       somebody new, with an own table (that of the ICU sample) and a paragraph: from the first
 *                               click on the start page to the verdict.
 * window.path.icu.clicks        how often the mouse was pressed for that.
 * window.path.longest-block.ms  the longest stretch meanwhile in which the window answered nothing.
 * window.what-if.median.ms      from a slider's move to the chart of 500 runs over 120 days, with the model of that way;
 *                               median of twenty moves, each after the one before was drawn.
 * window.what-if.first.ms       the same, to the chart of the first 100 runs.
 * window.what-if.fps            frames a second while a slider is dragged.
 * window.large.<step>.ms        50 outputs, 2,000 days: from the key of a step to its content, charts included.
 * window.large.memory.mb        the most JavaScript memory of the page meanwhile, and after 20,000 runs were asked for.
 */
import { parseArgs } from 'node:util';
import { type Row, report } from './bench/report.ts';
import { measureLarge, prepareLarge } from './bench/window-large.ts';
import { measurePath } from './bench/window-path.ts';
import { inStudio, withFolders } from './bench/window-studio.ts';
import { measureWhatIf } from './bench/window-what-if.ts';
import { buildStudio } from './build.ts';

const PARTS = ['path', 'what-if', 'large'] as const;
const SIZE = { width: 1280, height: 800 };

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string', default: PARTS.join() } },
});
const wanted = options.only.split(',');
const unknown = wanted.find((name) => !PARTS.some((part) => part === name));
if (unknown !== undefined) throw new Error(`part: ${unknown} is none of ${PARTS.join(', ')}`);

await buildStudio();
const rows: Row[] = [];
if (wanted.includes('path') || wanted.includes('what-if')) {
  await withFolders((folders, folder) =>
    inStudio(folders, SIZE, async ({ page }) => {
      const ofPath = await measurePath(page, folder);
      if (wanted.includes('path')) rows.push(...ofPath);
      if (wanted.includes('what-if')) rows.push(...(await measureWhatIf(page)));
    }),
  );
}
if (wanted.includes('large')) {
  await withFolders(async (folders) => {
    const name = await prepareLarge(folders);
    await inStudio(folders, SIZE, async (studio) => {
      rows.push(...(await measureLarge(studio, name)));
    });
  });
}
report(rows, options.json);
