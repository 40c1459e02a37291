import { useApp } from '../state/studio-app.ts';

/** Asks for a folder, by the system's dialog or by our own, and opens the project in it. */
export function useOpenFolder(): () => void {
  const app = useApp();
  return () => {
    if (!app.desktop.abilities.dialogs) return app.ui.getState().open({ kind: 'folders' });
    void app.attempt(async () => {
      const folder = await app.desktop.pickFolder('Open a project');
      if (folder !== undefined) app.route.getState().go({ kind: 'project', folder });
    });
  };
}
