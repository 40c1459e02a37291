import { useMemo } from 'react';
import { useCommand } from '../commands/use-command.ts';
import { useCommandRows } from '../commands/use-command-rows.ts';
import { useApp, useStudio } from '../state/studio-app.ts';
import { isDark } from '../state/theme.ts';
import { useOpenFolder } from './use-open-folder.ts';
import { useOpenSample } from './use-open-sample.ts';

/** Commands that are there on every screen. */
export function GlobalCommands() {
  const app = useApp();
  const theme = useStudio((state) => state.view?.settings.theme ?? 'system');
  const { open } = app.ui.getState();
  const openFolder = useOpenFolder();
  useCommand('start', { run: () => app.route.getState().go({ kind: 'start' }) });
  useCommand('open-folder', { run: openFolder });
  useCommand('new-project', { run: () => open({ kind: 'create', goal: '' }) });
  useCommand('palette', {
    run: () => {
      const { samples, loadSamples } = app.studio.getState();
      // A window that began in a project has not asked for them yet.
      if (!samples) void loadSamples();
      open({ kind: 'palette' });
    },
  });
  useCommand('shortcuts', { run: () => open({ kind: 'shortcuts' }) });
  useCommand('terms', { run: () => open({ kind: 'terms' }) });
  useCommand('settings', { run: () => open({ kind: 'settings' }) });
  useCommand('theme', {
    run: () =>
      void app.attempt(() =>
        app.client.call('settings.change', { theme: isDark(theme) ? 'light' : 'dark' }),
      ),
  });
  useProjectRows();
  useSampleRows();
  return null;
}

function useProjectRows() {
  const { route } = useApp();
  const recent = useStudio((state) => state.view?.recent);
  const rows = useMemo(
    () =>
      (recent ?? [])
        .filter(({ exists }) => exists)
        .map(({ project, name }) => ({
          id: project,
          words: name,
          about: project.split(/[/\\]/).at(-1) ?? project,
          run: () => route.getState().go({ kind: 'project', folder: project }),
        })),
    [recent, route],
  );
  useCommandRows('Your projects', rows);
}

function useSampleRows() {
  const samples = useStudio((state) => state.samples);
  const { openSample } = useOpenSample();
  const rows = useMemo(
    () =>
      (samples ?? []).map(({ id, title }) => ({
        id,
        words: title,
        about: 'opens as a copy',
        run: () => void openSample(id),
      })),
    [samples, openSample],
  );
  useCommandRows('Samples', rows);
}
