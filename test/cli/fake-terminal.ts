import type { ExitCode } from '../../engine/cli/exit-code.ts';
import { run } from '../../engine/cli/run.ts';
import type { Terminal } from '../../engine/cli/terminal.ts';

export interface FakeTerminal extends Terminal {
  /** Everything written so far. */
  written: { out: string; err: string };
  /** What `seconds` gives. */
  clock: { seconds: number };
}

export function fakeTerminal(more: Partial<Terminal> = {}): FakeTerminal {
  const written = { out: '', err: '' };
  const clock = { seconds: 0 };
  return {
    out(text) {
      written.out += text;
    },
    err(text) {
      written.err += text;
    },
    canRewrite: false,
    columns: 80,
    seconds: () => clock.seconds,
    now: () => new Date('2026-03-01T09:00:00Z'),
    env: {},
    ...more,
    written,
    clock,
  };
}

/** `gsim` inside the test's own process. */
export async function gsimHere(
  ...words: string[]
): Promise<{ readonly code: ExitCode; readonly out: string; readonly err: string }> {
  const terminal = fakeTerminal();
  const code = await run(words, terminal, new AbortController().signal);
  return { code, ...terminal.written };
}
