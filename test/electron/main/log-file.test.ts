import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { crashPlace, openLog } from '../../../electron/main/log-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsim-log-'));
const clock = () => new Date('2026-11-22T08:00:00Z');

it('writes a line for each thing that happened', () => {
  const path = join(folder, 'logs', 'studio.log');
  const log = openLog({ path, clock });
  log('engine: ready');
  log('window: process gone, crashed, code 5');
  expect(readFileSync(path, 'utf8')).toBe(
    '2026-11-22T08:00:00.000Z engine: ready\n2026-11-22T08:00:00.000Z window: process gone, crashed, code 5\n',
  );
});

it('lets nobody write a second line, or a line without end', () => {
  const path = join(folder, 'forged.log');
  openLog({ path, clock })(`x\n2026-01-01 engine: fine\r\u2028${'y'.repeat(9999)}`);
  const text = readFileSync(path, 'utf8');
  expect(text.split('\n')).toHaveLength(2);
  expect(text.length).toBeLessThan(2100);
});

it('stays small: the file before is kept, older ones are not', () => {
  const path = join(folder, 'small.log');
  const log = openLog({ path, clock, limit: 500 });
  for (let i = 0; i < 200; i += 1) log(`line ${i}`);
  expect(statSync(path).size).toBeLessThanOrEqual(500);
  expect(statSync(`${path}.old`).size).toBeLessThanOrEqual(500);
  expect(readFileSync(path, 'utf8')).toContain('line 199');
});

it('does without a file that cannot be written', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => openLog({ path: join(folder, 'file', 'x.log'), clock })('lost')).not.toThrow();
});

it('keeps of a crash where it was, and nothing that may be data or a key', () => {
  const words = `/app/dist/engine/engine.cjs:123
    throw new RangeError('row: 12, Mrs. Smith, sk-abcdef');
    ^

RangeError: row: 12, Mrs. Smith, sk-abcdef
    at readRow (/app/dist/engine/engine.cjs:123:9)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)

Node.js v24.1.0`;
  expect(crashPlace(words)).toBe(
    'RangeError | at readRow (/app/dist/engine/engine.cjs:123:9) | at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
  );
  expect(crashPlace('FATAL ERROR: Reached heap limit Allocation failed')).toContain('heap limit');
});
