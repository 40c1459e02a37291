import type { IpcMain } from 'electron';
import { z } from 'zod';
import { StudioError } from '../../engine/base/error.ts';
import type { Desktop } from '../../engine/studio/contract/desktop.ts';
import { modelSchema } from '../../engine/studio/contract/studio-view.ts';
import { type Answer, ASK, SAY } from '../channels.ts';
import { isOwnSender } from './sender.ts';

/** What main does for the window. */
export type DesktopHost = Pick<Desktop, keyof typeof ASK> & {
  requestPort(): void;
  /** The window has set its listener for commands. */
  listening(): void;
};

const model = modelSchema.shape.id;
/** Longer texts no notification shows. */
const short = z.string().max(200);

/** What the window may say with each message; the window is a stranger until it is checked. */
const ARGUMENTS = {
  pickFolder: z.tuple([short]),
  reveal: z.tuple([z.string().min(1).max(4096)]),
  saveSecret: z.tuple([model, z.string().min(1).max(10_000)]),
  forgetSecret: z.tuple([model]),
  listSecrets: z.tuple([]),
  notify: z.tuple([z.strictObject({ title: short, body: z.string().max(500) })]),
  setBusy: z.tuple([z.boolean()]),
} as const satisfies Record<keyof typeof ASK, z.ZodType>;

/** Answers the messages of the preload that come from our own page, and no others. */
export function serveDesktop(
  ipcMain: Pick<IpcMain, 'handle' | 'on'>,
  desktop: DesktopHost,
  log: (message: string) => void,
): void {
  for (const name of Object.keys(ASK) as (keyof typeof ASK)[]) {
    ipcMain.handle(ASK[name], async (event, ...args: unknown[]): Promise<Answer> => {
      if (!isOwnSender(event)) return refused(name);
      const checked = ARGUMENTS[name].safeParse(args);
      if (!checked.success) return refused(name);
      return answerOf(() => (desktop[name] as (...args: unknown[]) => unknown)(...checked.data));
    });
  }
  for (const name of Object.keys(SAY) as (keyof typeof SAY)[]) {
    ipcMain.on(SAY[name], (event) => {
      if (isOwnSender(event)) desktop[name]();
      else refused(name);
    });
  }

  function refused(name: string): Answer {
    log(`message refused: ${name}`);
    return { error: `${name}: refused` };
  }

  async function answerOf(run: () => unknown): Promise<Answer> {
    try {
      return { value: await run() };
    } catch (cause) {
      if (cause instanceof StudioError) {
        return { error: [cause.message, cause.hint].filter(Boolean).join('. ') };
      }
      log(`desktop: ${(cause as { code?: unknown }).code ?? 'failed'}`);
      return { error: 'desktop: the system did not do it' };
    }
  }
}
