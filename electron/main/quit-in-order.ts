import type { App } from 'electron';

/** The engine puts its projects away before the studio ends. */
export function quitInOrder(app: Pick<App, 'on' | 'quit'>, end: () => Promise<void>): void {
  let state: 'running' | 'ending' | 'ended' = 'running';
  app.on('will-quit', (event) => {
    if (state === 'ended') return;
    event.preventDefault();
    if (state === 'ending') return;
    state = 'ending';
    void end().then(() => {
      state = 'ended';
      app.quit();
    });
  });
}
