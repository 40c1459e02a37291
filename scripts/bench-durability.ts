/**
 * Whether projects survive what happens to computers.
 *
 *   npm run bench:durability -- [--json FILE] [--kills N] [--sessions N] [--seed N]
 *
 * durability.kill.*       engines that edit and run are killed (-9) at random moments; a project goes through ten kills,
 *                         each engine goes on with what the one before it left. After each kill the project is opened
 *                         and every run is taken up; after the tenth every run goes on to its end.
 * durability.power-cut.*  sessions on a simulated disk that are cut at random moments, with whatever was not flushed
 *                         lost, torn or out of order, and once more during the recovery.
 * .unreadable             projects, runs or results that cannot be read
 * .edits-lost             edits (power-cut: anything) that were acknowledged and are not there
 * .runs-not-resumable     runs that are gone, cannot be taken up, or end with other numbers than undisturbed
 */
import { parseArgs } from 'node:util';
import { randomFrom, SURVIVALS } from '../test/project/power-cut-disk.ts';
import { powerCut, STEPS, session, type Wrong } from '../test/project/power-cut-session.ts';
import { killEngines } from './bench/kill-engine.ts';
import { type Row, report } from './bench/report.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    kills: { type: 'string', default: '200' },
    sessions: { type: 'string', default: '200' },
    seed: { type: 'string', default: '20260301' },
  },
});
const seed = Number(options.seed);
const CUTS_EACH = 10;
const STEPS_EACH = 24;

const rows = [
  ...(await kills(Number(options.kills))),
  ...(await powerCuts(Number(options.sessions))),
];
report(rows, options.json);

async function kills(count: number): Promise<readonly Row[]> {
  const killed = await killEngines({
    kills: count,
    killsEach: 10,
    life: 60,
    seed,
    where: 'both',
    toTheEnd: true,
    onKill: (done) => process.stderr.write(`\r${done} of ${count} kills`),
  });
  process.stderr.write('\n');
  const { edits, runsStarted, runsResumed, runsFinished } = killed;
  const risk = `${count} kills, ${edits} edits, ${runsStarted} runs, ${runsFinished} finished, ${runsResumed} resumed`;
  tell([...killed.unreadable, ...killed.editsLost, ...killed.runsNotResumable]);
  return rowsOf('kill', risk, {
    unreadable: killed.unreadable.length,
    'edits-lost': killed.editsLost.length,
    'runs-not-resumable': killed.runsNotResumable.length,
  });
}

async function powerCuts(sessions: number): Promise<readonly Row[]> {
  const random = randomFrom(seed);
  const chosen = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
  const wrong: Wrong[] = [];
  for (let done = 0; done < sessions; done++) {
    const what = () => chosen([...STEPS, 'start', 'cancel', 'resume', 'finish'] as const);
    const steps = Array.from({ length: STEPS_EACH }, () => ({
      what: what(),
      which: Math.floor(random() * 6),
    }));
    const made = await session(steps);
    for (let cut = 0; cut < CUTS_EACH; cut++) {
      const moment = made.start + Math.floor(random() * (made.end - made.start + 1));
      wrong.push(...(await powerCut(made, moment, chosen(SURVIVALS), random)));
    }
    process.stderr.write(`\r${(done + 1) * CUTS_EACH} of ${sessions * CUTS_EACH} power cuts`);
  }
  process.stderr.write('\n');
  tell(wrong.map(({ kind, what }) => `${kind}: ${what}`));
  const count = (kind: Wrong['kind']) => wrong.filter((one) => one.kind === kind).length;
  const risk = `${sessions} sessions of ${STEPS_EACH} steps, ${sessions * CUTS_EACH} power cuts, each with one more while it recovered`;
  return rowsOf('power-cut', risk, {
    unreadable: count('unreadable'),
    'edits-lost': count('lost'),
    'runs-not-resumable': count('stuck'),
  });
}

function rowsOf(what: string, risk: string, counts: Readonly<Record<string, number>>): Row[] {
  return Object.entries(counts).map(([id, value]) => ({
    id: `durability.${what}.${id}`,
    value,
    unit: 'cases',
    better: 'lower',
    target: 0,
    reference: `issue: none; ${risk}`,
  }));
}

function tell(wrong: readonly string[]): void {
  for (const what of wrong.slice(0, 20)) console.error(what);
}
