import { lazy, Suspense, useCallback, useEffect } from 'react';
import { listenForCommands } from './commands/listen.ts';
import { Notices } from './components/notices.tsx';
import { ConnectionBanner } from './screens/connection-banner.tsx';
import { Dialogs } from './screens/dialogs.tsx';
import { FatalPage } from './screens/fatal-page.tsx';
import { GlobalCommands } from './screens/global-commands.tsx';
import { StartPage } from './screens/start/start-page.tsx';
import { type StudioApp, StudioAppContext, useRoute, useStudio } from './state/studio-app.ts';
import { applyTheme } from './state/theme.ts';

const loadProjectPage = () => import('./screens/project/project-page.tsx');
const ProjectPage = lazy(() =>
  loadProjectPage().then((module) => ({ default: module.ProjectPage })),
);

export function App({ app }: { readonly app: StudioApp }) {
  const openFolder = useCallback(
    (folder: string) => app.route.getState().go({ kind: 'project', folder }),
    [app],
  );
  useEffect(() => listenForCommands(app, openFolder), [app, openFolder]);
  useEffect(() => {
    // While the start page is read, what comes next is fetched.
    const timer = setTimeout(loadProjectPage, 500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <StudioAppContext value={app}>
      <Screen />
      <Notices />
    </StudioAppContext>
  );
}

function Screen() {
  const connection = useStudio((state) => state.connection);
  const theme = useStudio((state) => state.view?.settings.theme);
  const route = useRoute((state) => state.route);
  useEffect(() => {
    if (theme) applyTheme(theme);
  }, [theme]);
  if (connection.kind === 'fatal') return <FatalPage error={connection.error} />;
  return (
    <>
      <GlobalCommands />
      <ConnectionBanner connection={connection} />
      {route.kind === 'start' ? (
        <StartPage />
      ) : (
        <Suspense fallback={<p className="first-words">Opening the project…</p>}>
          <ProjectPage key={route.folder} folder={route.folder} />
        </Suspense>
      )}
      <Dialogs />
    </>
  );
}
