import { join } from 'node:path';
import type { App } from 'electron';

/** The door that lies in every project folder. */
const DOOR = 'open.gsim.json';

/** Keeps the system's list of recent documents (dock, task bar) as the studio's own: oldest first, each once. */
export function keepRecentDocuments(
  app: Pick<App, 'addRecentDocument' | 'clearRecentDocuments'>,
): (folders: readonly string[]) => void {
  let shown = '';
  return (folders) => {
    const wanted = folders.slice(0, 10).reverse();
    if (wanted.join('\n') === shown) return;
    shown = wanted.join('\n');
    app.clearRecentDocuments();
    for (const folder of wanted) app.addRecentDocument(join(folder, DOOR));
  };
}
