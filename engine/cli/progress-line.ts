/** One line that says what is done and how long it will still take. */

import type { Progress } from '../studio/services.ts';
import type { Terminal } from './terminal.ts';
import { timeLeft } from './time-left.ts';

export interface ProgressLine {
  update(progress: Progress): void;
  /** Takes the line away before something else is printed. */
  clear(): void;
}

/** Between two drawings on a terminal, and between two lines in a file, seconds. */
const REDRAW = 0.1;
const LINE_EVERY = 5;

export function createProgressLine(terminal: Terminal, quiet: boolean): ProgressLine {
  if (quiet) return { update() {}, clear() {} };
  let phase = '';
  let started = { at: 0, done: 0 };
  let drawn = Number.NEGATIVE_INFINITY;
  let isShown = false;
  return {
    update(progress) {
      const now = terminal.seconds();
      if (progress.phase !== phase) {
        phase = progress.phase;
        started = { at: now, done: progress.done };
        drawn = Number.NEGATIVE_INFINITY;
      }
      const pause = terminal.canRewrite ? REDRAW : LINE_EVERY;
      if (now - drawn < pause) return;
      drawn = now;
      const text = lineOf(progress, timeLeft({ ...progress, started, now }));
      if (!terminal.canRewrite) return terminal.err(`${text}\n`);
      terminal.err(`\r\u001b[2K${text.slice(0, terminal.columns - 1)}`);
      isShown = true;
    },
    clear() {
      if (isShown) terminal.err('\r\u001b[2K');
      isShown = false;
    },
  };
}

function lineOf({ phase, done, total, unit, detail }: Progress, left: string): string {
  const isCounted = done > 0 || total > 0;
  const ofTotal = total > 0 ? ` of ${total}` : '';
  const parts = [
    ...(isCounted ? [`${Number(done.toFixed(1))}${ofTotal} ${unit}`] : []),
    ...(detail ? [detail] : []),
    ...(left ? [left] : []),
  ];
  return parts.length === 0 ? `${phase} ...` : `${phase}: ${parts.join(', ')}`;
}
