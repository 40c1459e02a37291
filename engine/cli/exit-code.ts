/** What `gsim` tells the shell. */
export const EXIT = {
  ok: 0,
  /** It could not be done; the message says why and what to do. */
  failed: 1,
  /** The command line was not understood. */
  usage: 2,
  /** Stopped by Ctrl-C (128 + SIGINT); the best so far was kept where there was any. */
  cancelled: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
