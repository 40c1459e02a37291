import { useCallback, useEffect, useRef, useState } from 'react';
import { errorData } from './error-data.ts';
import { useOpenProject } from './project-context.ts';

/** Typing is sent after this pause, milliseconds: well within the second that the journal promises. */
const SEND_AFTER = 400;
/** After a longer pause a new step of undo begins. */
const BURST_ENDS_AFTER = 2500;

export interface Draft {
  readonly text: string;
  change(text: string): void;
  /** Sends what is typed; never rejects: a refused edit stays in the field and the page says so. */
  send(): Promise<void>;
}

/** The text of a document as it is typed: shown at once, saved soon after. */
export function useDraft(
  saved: string,
  save: (text: string, burst: string) => Promise<void>,
): Draft {
  const project = useOpenProject();
  const [typed, setTyped] = useState<string>();
  const pending = useRef<{ text: string; done: () => void; timer: number } | undefined>(undefined);
  const burst = useRef({ id: '', at: Number.NEGATIVE_INFINITY });
  const latestSave = useRef(save);
  latestSave.current = save;

  const send = useCallback(async () => {
    const sent = pending.current;
    if (!sent) return;
    clearTimeout(sent.timer);
    try {
      await latestSave.current(sent.text, burst.current.id);
    } catch (error) {
      // Whether it was carried out is not known, or the engine was started anew: to do it again does no harm.
      if (['connection-lost', 'not-open'].includes(errorData(error).code))
        sent.timer = window.setTimeout(send, SEND_AFTER);
      return;
    }
    if (pending.current?.text !== sent.text) return;
    pending.current.done();
    pending.current = undefined;
    setTyped(undefined);
  }, []);

  const change = useCallback(
    (text: string) => {
      const now = performance.now();
      if (now - burst.current.at > BURST_ENDS_AFTER) burst.current.id = crypto.randomUUID();
      burst.current.at = now;
      clearTimeout(pending.current?.timer);
      const done = pending.current?.done ?? project.draft(send);
      pending.current = { text, done, timer: window.setTimeout(send, SEND_AFTER) };
      setTyped(text);
    },
    [project, send],
  );

  useEffect(
    () => () => {
      void send();
    },
    [send],
  );
  return { text: typed ?? saved, change, send };
}
