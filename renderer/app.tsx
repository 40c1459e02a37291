import { lazy, Suspense, useCallback, useEffect } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { preloadCharts } from './charts/canvas.tsx';
import { listenForCommands } from './commands/listen.ts';
import { Notices } from './components/notices.tsx';
import { ConnectionBanner } from './screens/connection-banner.tsx';
import { FatalPage } from './screens/fatal-page.tsx';
import { GlobalCommands } from './screens/global-commands.tsx';
import { StartPage } from './screens/start/start-page.tsx';
import {
  type StudioApp,
  StudioAppContext,
  useRoute,
  useStudio,
  useUi,
} from './state/studio-app.ts';
import { applyTheme } from './state/theme.ts';

const loadProjectPage = () => import('./screens/project/project-page.tsx');
const ProjectPage = lazy(() =>
  loadProjectPage().then((module) => ({ default: module.ProjectPage })),
);

const loadDialogs = () => import('./screens/dialogs.tsx');
const Dialogs = lazy(() => loadDialogs().then((module) => ({ default: module.Dialogs })));

export function App({ app }: { readonly app: StudioApp }) {
  const openFolder = useCallback(
    (folder: string) => app.route.getState().go({ kind: 'project', folder }),
    [app],
  );
  useEffect(() => listenForCommands(app, openFolder), [app, openFolder]);
  useEffect(() => {
    // While the start page is read, what comes next is fetched.
    const timers = [
      setTimeout(() => Promise.all([loadProjectPage(), loadDialogs()]), 300),
      setTimeout(preloadCharts, 800),
    ];
    return () => timers.forEach(clearTimeout);
  }, []);
  return (
    <StudioAppContext value={app}>
      <I18nProvider locale="en-GB">
        <Screen />
        <Notices />
      </I18nProvider>
    </StudioAppContext>
  );
}

function Screen() {
  const connection = useStudio((state) => state.connection);
  const theme = useStudio((state) => state.view?.settings.theme);
  const route = useRoute((state) => state.route);
  const hasDialog = useUi((state) => state.dialog !== undefined);
  useEffect(() => {
    if (theme) applyTheme(theme);
  }, [theme]);
  if (connection.kind === 'fatal') return <FatalPage error={connection.error} />;
  return (
    <div className="frame">
      <GlobalCommands />
      <ConnectionBanner connection={connection} />
      {route.kind === 'start' ? (
        <StartPage />
      ) : (
        <Suspense fallback={<p className="first-words">Opening the project…</p>}>
          <ProjectPage key={route.folder} folder={route.folder} />
        </Suspense>
      )}
      {hasDialog && (
        <Suspense>
          <Dialogs />
        </Suspense>
      )}
    </div>
  );
}
