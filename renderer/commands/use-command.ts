import { useEffect, useRef } from 'react';
import type { CommandId } from '../../engine/studio/contract/commands.ts';
import { useApp } from '../state/studio-app.ts';
import type { CommandHandler } from './command-store.ts';

/** The command is carried out like this while the component is on the page. */
export function useCommand(id: CommandId, { run, whyNot, words }: CommandHandler): void {
  const { commands } = useApp();
  const latest = useRef(run);
  latest.current = run;
  useEffect(
    () => commands.getState().provide(id, { run: () => latest.current(), whyNot, words }),
    [commands, id, whyNot, words],
  );
}
