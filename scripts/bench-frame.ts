/**
 * How the studio's frame feels on this machine.
 *
 *   npm run bench:frame -- [--json FILE] [--rounds N] [--no-e2e]
 *
 * frame.start.usable.*         from the start of the process to the first sample that can be opened, median of the rounds.
 *                              loopback: the page is opened in a browser that runs; double: Electron's main, preload and
 *                              engine in Node, with a Chromium that is started along.
 * frame.engine.idle.*          memory of the engine's process (RSS) two seconds later, median. loopback: server and
 *                              engine are one process.
 * frame.progress.fps           frames a second of a window that shows a run whose progress changes 10,000 times a second.
 * frame.progress.memory-ratio  most memory of the engine's process in these ten seconds, divided by what it had before.
 * frame.e2e.seconds            the whole end-to-end suite, on both hosts (npm run e2e).
 */
import { execFileSync, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Browser, type Page, chromium as playwright } from 'playwright';
import { findModel, INFLUENZA, openSample } from '../test/e2e/actions.ts';
import { attach } from '../test/e2e/hosts/double.ts';
import { type Folders, hostArguments } from '../test/e2e/hosts/host.ts';
import { startLoopbackProcess } from '../test/e2e/hosts/loopback.ts';
import { STUDIO_MAIN, startDouble } from '../test/electron-double/start-double.ts';
import type { FromBusyHost, ToBusyHost } from './bench/busy-host.ts';
import { type Row, report } from './bench/report.ts';
import { buildStudio } from './build.ts';
import { haveChromium } from './find-chromium.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    'no-e2e': { type: 'boolean' },
  },
});
const rounds = Number(options.rounds);
const REFERENCE = 'issue 3, figures to reach';
const CHANGES_A_SECOND = 10_000;
const LOAD_SECONDS = 10;

await buildStudio();
const executablePath = await haveChromium();
const browser = await playwright.launch({ executablePath, args: ['--no-sandbox'] });
const rows: Row[] = [];
try {
  rows.push(...(await starts('loopback', (folders) => startLoopback(browser, folders))));
  rows.push(...(await starts('double', startInDouble)));
  rows.push(...(await progressLoad(browser)));
} finally {
  await browser.close();
}
if (!options['no-e2e']) rows.push(endToEnd());

report(rows, options.json);

interface Started {
  readonly page: Page;
  /** Of the process in which the engine runs. */
  readonly engine: number;
  end(): Promise<void>;
}

/** Figures of a host that is started again and again, each time with new folders. */
async function starts(host: string, start: (folders: Folders) => Promise<Started>): Promise<Row[]> {
  const milliseconds: number[] = [];
  const megabytes: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await withFolders(async (folders) => {
      const began = performance.now();
      const { page, engine, end } = await start(folders);
      await page
        .getByRole('button', { name: `Open the sample: ${INFLUENZA}` })
        .click({ trial: true });
      milliseconds.push(performance.now() - began);
      await wait(2000);
      megabytes.push(memoryOf(engine));
      await end();
    });
  }
  const common = { better: 'lower', reference: REFERENCE } as const;
  return [
    {
      id: `frame.start.usable.${host}`,
      value: median(milliseconds),
      unit: 'ms',
      target: 2000,
      ...common,
    },
    {
      id: `frame.engine.idle.${host}`,
      value: median(megabytes),
      unit: 'MB',
      target: 150,
      ...common,
    },
  ];
}

async function startLoopback(browser: Browser, folders: Folders): Promise<Started> {
  const { url, child, ended } = await startLoopbackProcess(folders);
  const page = await browser.newPage();
  await page.goto(url);
  return {
    page,
    engine: child.pid!,
    async end() {
      await page.close();
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function startInDouble(folders: Folders): Promise<Started> {
  const double = await startDouble({
    main: STUDIO_MAIN,
    args: hostArguments(folders),
    chromium: executablePath,
  });
  const { page, detach } = await attach(double);
  return {
    page,
    engine: await double.utility(/engine/i),
    async end() {
      await detach();
      await double.kill();
    },
  };
}

async function progressLoad(browser: Browser): Promise<Row[]> {
  let found: Row[] = [];
  await withFolders(async ({ userFolder, projectsFolder }) => {
    const host = fork(fileURLToPath(new URL('./bench/busy-host.ts', import.meta.url)), [
      userFolder,
      projectsFolder,
    ]);
    const hear = async () => ((await once(host, 'message')) as [FromBusyHost])[0];
    const order = (message: ToBusyHost) => host.send(message);
    const ready = await hear();
    if (ready.kind !== 'ready') throw new Error('busy host: not ready');
    const page = await browser.newPage();
    await page.goto(ready.url);
    await openSample(page, INFLUENZA);
    await findModel(page);
    await wait(2000);
    const before = memoryOf(host.pid!);
    order({ order: 'begin', changesASecond: CHANGES_A_SECOND });
    const counting = framesASecond(page, LOAD_SECONDS);
    const samples: number[] = [];
    for (let second = 0; second < LOAD_SECONDS * 5; second++) {
      await wait(200);
      samples.push(memoryOf(host.pid!));
    }
    const { frames, shown } = await counting;
    order({ order: 'count' });
    const changes = await hear();
    if (changes.kind !== 'changes' || changes.count < CHANGES_A_SECOND * LOAD_SECONDS * 0.95) {
      throw new Error(`busy host: only ${JSON.stringify(changes)}`);
    }
    if (shown < LOAD_SECONDS) throw new Error(`window: showed only ${shown} states`);
    found = [
      {
        id: 'frame.progress.fps',
        value: frames,
        unit: 'frames/s',
        better: 'higher',
        target: 50,
        reference: `${REFERENCE}; ${changes.count} changes, of which the window showed ${shown}`,
      },
      {
        id: 'frame.progress.memory-ratio',
        value: Math.max(...samples) / before,
        unit: '1',
        better: 'lower',
        target: 1.2,
        reference: `${REFERENCE}; ${before.toFixed(0)} MB before`,
      },
    ];
    await page.close();
    host.kill();
    await once(host, 'exit');
  });
  return found;
}

/** Frames that the page drew a second, and how many different states of the run it showed meanwhile. */
function framesASecond(page: Page, seconds: number): Promise<{ frames: number; shown: number }> {
  // The page's own code as text: this file knows no DOM.
  return page.evaluate(`new Promise((resolve) => {
    const began = performance.now();
    const states = new Set();
    let count = 0;
    const frame = () => {
      count += 1;
      states.add(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuetext'));
      const passed = (performance.now() - began) / 1000;
      if (passed < ${seconds}) requestAnimationFrame(frame);
      else resolve({ frames: count / passed, shown: states.size });
    };
    requestAnimationFrame(frame);
  })`);
}

function endToEnd(): Row {
  const began = performance.now();
  const { status } = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('./e2e.ts', import.meta.url))],
    { stdio: 'inherit' },
  );
  return {
    id: 'frame.e2e.seconds',
    value: status === 0 ? (performance.now() - began) / 1000 : Number.POSITIVE_INFINITY,
    unit: 's',
    better: 'lower',
    target: 300,
    reference: `${REFERENCE}; green on both hosts`,
  };
}

/** Megabytes in memory. */
function memoryOf(pid: number): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(kilobytes) / 1024;
}

async function withFolders(run: (folders: Folders) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gsim-bench-'));
  try {
    await run({ userFolder: join(folder, 'user'), projectsFolder: join(folder, 'projects') });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
