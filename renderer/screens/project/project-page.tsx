import './project.css';
import './contents.css';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorPage } from '../../components/error-page.tsx';
import { ProjectContext, useOpenProject, useProject } from '../../state/project-context.ts';
import { followProject } from '../../state/project-store.ts';
import { useApp } from '../../state/studio-app.ts';
import { JobNotifications } from './job-notifications.tsx';
import { ProjectBanners } from './project-banners.tsx';
import { ProjectBar } from './project-bar.tsx';
import { RunBar } from './run-bar.tsx';
import { StepPage } from './step-page.tsx';
import { StepRail } from './step-rail.tsx';

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
      <div className="project">
        <StepRail />
        <main id="main" className="step-page" tabIndex={-1}>
          <ProjectBanners />
          <StepPage />
        </main>
      </div>
      <RunBar />
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
