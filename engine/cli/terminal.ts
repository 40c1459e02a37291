/** What the command line needs of the process that it runs in; tests hand in another one. */
export interface Terminal {
  /** Results; nothing else. */
  out(text: string): void;
  /** Progress, warnings, errors. */
  err(text: string): void;
  /** Whether a line on `err` can be written over. */
  readonly canRewrite: boolean;
  /** Characters on a line of `err`. */
  readonly columns: number;
  /** Seconds on a clock that never goes back. */
  seconds(): number;
  now(): Date;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The process itself. A reader that goes away early (`| head`) is no error. */
export function processTerminal(): Terminal {
  const ignore = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  };
  process.stdout.on('error', ignore);
  process.stderr.on('error', ignore);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    canRewrite: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
    columns: process.stderr.columns ?? 80,
    seconds: () => performance.now() / 1000,
    now: () => new Date(),
    env: process.env,
  };
}
