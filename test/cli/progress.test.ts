import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../engine/cli/exit-code.ts';
import { listenForInterrupt } from '../../engine/cli/interrupt.ts';
import { createProgressLine } from '../../engine/cli/progress-line.ts';
import { inWords, timeLeft } from '../../engine/cli/time-left.ts';
import { fakeTerminal } from './fake-terminal.ts';

const at = (done: number, phase = 'Searching') => ({
  phase,
  done,
  total: 100,
  unit: 'evaluations',
});

describe('the progress line', () => {
  it('on a terminal is one line, written over ten times a second at most', () => {
    const terminal = fakeTerminal({ canRewrite: true });
    const line = createProgressLine(terminal, false);
    for (let i = 0; i <= 100; i++) {
      terminal.clock.seconds = i / 50;
      line.update(at(i));
    }
    line.clear();
    const drawn = terminal.written.err.split('\r\u001b[2K').slice(1, -1);
    expect(drawn.length).toBeGreaterThan(15);
    expect(drawn.length).toBeLessThanOrEqual(21);
    expect(drawn[0]).toBe('Searching: 0 of 100 evaluations');
    expect(drawn.at(-1)).toMatch(/^Searching: \d+ of 100 evaluations(, about 1 s left)?$/);
    expect(terminal.written.err).not.toContain('\n');
  });

  it('in a file is a line every five seconds, and one at each new phase', () => {
    const terminal = fakeTerminal();
    const line = createProgressLine(terminal, false);
    for (let i = 0; i <= 20; i++) {
      terminal.clock.seconds = i;
      line.update({ ...at(i, i < 13 ? 'Searching' : 'Checking'), detail: 'best 0.3' });
    }
    expect(terminal.written.err).toBe(
      'Searching: 0 of 100 evaluations, best 0.3\n' +
        'Searching: 5 of 100 evaluations, best 0.3, about 2 min left\n' +
        'Searching: 10 of 100 evaluations, best 0.3, about 1 min left\n' +
        'Checking: 13 of 100 evaluations, best 0.3\n' +
        'Checking: 18 of 100 evaluations, best 0.3, about 1 min left\n',
    );
  });

  it('counts without an end where none is known, and does not count before there is anything', () => {
    const terminal = fakeTerminal();
    const line = createProgressLine(terminal, false);
    line.update({ ...at(0, 'Looking'), total: 0 });
    line.update({ ...at(12, 'Learning'), total: 0, unit: 'epochs' });
    expect(terminal.written.err).toBe('Looking ...\nLearning: 12 epochs\n');
  });

  it('is cut to the width of the terminal, and absent when asked to be quiet', () => {
    const narrow = fakeTerminal({ canRewrite: true, columns: 20 });
    createProgressLine(narrow, false).update(at(1));
    expect(narrow.written.err).toBe('\r\u001b[2KSearching: 1 of 100');
    const quiet = fakeTerminal();
    createProgressLine(quiet, true).update(at(1));
    expect(quiet.written.err).toBe('');
  });
});

describe('the time left', () => {
  it('goes on at the pace since the phase began', () => {
    const started = { at: 10, done: 50 };
    expect(timeLeft({ done: 60, total: 100, started, now: 15 })).toBe('about 20 s left');
    expect(timeLeft({ done: 50, total: 100, started, now: 15 })).toBe('');
    expect(timeLeft({ done: 60, total: 100, started, now: 10.5 })).toBe('');
    expect(timeLeft({ done: 100, total: 100, started, now: 15 })).toBe('');
  });

  it.each([
    [0.2, '1 s'],
    [9.1, '10 s'],
    [31, '40 s'],
    [61, '1 min'],
    [130, '3 min'],
    [3500, '1 h'],
    [5000, '1.5 h'],
    [40_000, '12 h'],
  ])('%f seconds are %s', (seconds, words) => {
    expect(inWords(seconds)).toBe(words);
  });
});

describe('Ctrl-C', () => {
  it('stops the work the first time, and ends the process the second time', () => {
    const ended: (number | string | null | undefined)[] = [];
    const fake = Object.assign(new EventEmitter(), {
      exit: (code?: number | string | null) => {
        ended.push(code);
        throw new Error('ended');
      },
    });
    const said: string[] = [];
    const interrupt = listenForInterrupt(fake as never, (text) => said.push(text));
    expect(interrupt.signal.aborted).toBe(false);
    fake.emit('SIGINT');
    expect(interrupt.signal.aborted).toBe(true);
    expect(said).toHaveLength(1);
    expect(ended).toEqual([]);
    expect(() => fake.emit('SIGINT')).toThrow('ended');
    expect(ended).toEqual([EXIT.cancelled]);
    interrupt.release();
    expect(fake.listenerCount('SIGINT') + fake.listenerCount('SIGTERM')).toBe(0);
  });
});
