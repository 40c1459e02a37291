import { useEffect } from 'react';
import { useApp } from '../state/studio-app.ts';
import type { CommandRow, RowGroup } from './command-store.ts';

/** These rows are in the palette while the component is on the page. `rows` is kept between draws (useMemo). */
export function useCommandRows(group: RowGroup, rows: readonly CommandRow[]): void {
  const { commands } = useApp();
  useEffect(() => {
    commands.getState().offer(group, rows);
    return () => commands.getState().offer(group, undefined);
  }, [commands, group, rows]);
}
