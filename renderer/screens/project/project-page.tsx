import './project.css';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorPage } from '../../components/error-page.tsx';
import { ProjectContext, useOpenProject, useProject } from '../../state/project-context.ts';
import { followProject } from '../../state/project-store.ts';
import { useApp } from '../../state/studio-app.ts';
import { ColumnsPanel } from './columns-panel.tsx';
import { DataPanel } from './data-panel.tsx';
import { ImportPanel } from './import-panel.tsx';
import { JobNotifications } from './job-notifications.tsx';
import { ModelPanel } from './model-panel.tsx';
import { ProjectBanners } from './project-banners.tsx';
import { ProjectBar } from './project-bar.tsx';
import { RunsPanel } from './runs-panel.tsx';
import { SimulatorsPanel } from './simulators-panel.tsx';
import { WordsPanel } from './words-panel.tsx';

export function ProjectPage({ folder }: { readonly folder: string }) {
  const { client } = useApp();
  const [project, setProject] = useState<ReturnType<typeof followProject>>();
  useEffect(() => {
    const followed = followProject(client, folder);
    setProject(followed);
    void followed.open();
    return () => followed.leave();
  }, [client, folder]);
  if (!project) return null;
  return (
    <ProjectContext value={project}>
      <OpenedProject />
    </ProjectContext>
  );
}

function OpenedProject() {
  const phase = useProject((state) => state.phase);
  const isKnown = useProject((state) => state.view !== undefined);
  if (phase === 'failed') return <ProjectFailed />;
  if (!isKnown) return <p className="first-words">Opening the project…</p>;
  return (
    <div className="screen">
      <ProjectBar />
      <main id="main" className="project" tabIndex={-1}>
        <ProjectBanners />
        <div className="project-side">
          <WordsPanel />
          <ColumnsPanel />
          <RunsPanel />
          <SimulatorsPanel />
        </div>
        <div className="project-main">
          <ImportPanel />
          <DataPanel />
          <ModelPanel />
        </div>
      </main>
      <JobNotifications />
    </div>
  );
}

function ProjectFailed() {
  const { route } = useApp();
  const project = useOpenProject();
  const error = useProject((state) => state.error);
  if (!error) return null;
  return (
    <ErrorPage
      title="The project could not be opened"
      error={error}
      onRetry={() => void project.open()}
      actions={
        <>
          {error.code === 'locked' && (
            <Button onPress={() => void project.open({ readOnly: true })}>Open it read-only</Button>
          )}
          <Button icon="back" onPress={() => route.getState().go({ kind: 'start' })}>
            Start page
          </Button>
        </>
      }
    />
  );
}
