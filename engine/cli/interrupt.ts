/** Ctrl-C: the first one stops the work and keeps the best so far, the second one ends the process. */
import { EXIT } from './exit-code.ts';

type Signals = Pick<NodeJS.Process, 'on' | 'off' | 'exit'>;

export interface Interrupt {
  readonly signal: AbortSignal;
  /** No longer listens; Ctrl-C does again what it does by default. */
  release(): void;
}

export function listenForInterrupt(process: Signals, say: (text: string) => void): Interrupt {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT.cancelled);
    say('Stopping; the best so far is kept. Once more ends at once.\n');
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    release() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
