import { useCommand } from '../commands/use-command.ts';
import { useApp, useStudio } from '../state/studio-app.ts';
import { isDark } from '../state/theme.ts';
import { useOpenFolder } from './use-open-folder.ts';

/** Commands that are there on every screen. */
export function GlobalCommands() {
  const app = useApp();
  const theme = useStudio((state) => state.view?.settings.theme ?? 'system');
  const { open } = app.ui.getState();
  const openFolder = useOpenFolder();
  useCommand('start', { run: () => app.route.getState().go({ kind: 'start' }) });
  useCommand('open-folder', { run: openFolder });
  useCommand('palette', { run: () => open({ kind: 'palette' }) });
  useCommand('shortcuts', { run: () => open({ kind: 'shortcuts' }) });
  useCommand('settings', { run: () => open({ kind: 'settings' }) });
  useCommand('theme', {
    run: () =>
      void app.attempt(() =>
        app.client.call('settings.change', { theme: isDark(theme) ? 'light' : 'dark' }),
      ),
  });
  return null;
}
