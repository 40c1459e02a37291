import type { BrowserWindow, Dialog } from 'electron';

export interface Closing {
  /** Jobs run: closing is asked about. */
  setBusy(isBusy: boolean): void;
}

/** Asks before the window closes while jobs run. `onClose`: it closes now. */
export function askBeforeClosing(
  window: BrowserWindow,
  dialog: Pick<Dialog, 'showMessageBox'>,
  onClose: () => void,
): Closing {
  let isBusy = false;
  let isAllowed = false;
  let isAsking = false;

  window.on('close', (event) => {
    if (!isBusy || isAllowed) return onClose();
    event.preventDefault();
    if (!isAsking) void ask();
  });

  return {
    setBusy(busy) {
      isBusy = busy;
    },
  };

  async function ask(): Promise<void> {
    isAsking = true;
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: 'Something is still being calculated.',
      detail:
        'If you close the studio now, it stops and can be resumed when you open the project again.',
      buttons: ['Keep the studio open', 'Close'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    isAsking = false;
    if (response !== 1) return;
    isAllowed = true;
    window.close();
  }
}
