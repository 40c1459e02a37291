import './start.css';
import { useEffect, useRef } from 'react';
import { Brand } from '../../components/brand.tsx';
import { TopBar } from '../../components/top-bar.tsx';
import { useApp, useStudio } from '../../state/studio-app.ts';
import { Doors } from './doors.tsx';
import { Gallery } from './gallery.tsx';
import { Questions } from './questions.tsx';
import { RecentProjects } from './recent-projects.tsx';

export function StartPage() {
  const { studio } = useApp();
  const samples = useStudio((state) => state.samples);
  const gallery = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = 'G-Sim Studio';
    void studio.getState().loadSamples();
  }, [studio]);
  return (
    <div className="screen">
      <TopBar>
        <Brand />
      </TopBar>
      <main id="main" className="start" tabIndex={-1}>
        <div className="start-main">
          <header className="start-head">
            <h1>From words and a table to a simulator you can trust</h1>
            <p>
              Describe your ward or warehouse, add what was observed, and get a model that was
              checked on days it had not seen. Everything stays on this computer.
            </p>
          </header>
          <Doors
            samples={samples}
            onPickAnother={() => {
              gallery.current?.scrollIntoView({ block: 'start', behavior: 'smooth' });
              gallery.current?.focus({ preventScroll: true });
            }}
          />
          <Questions />
          <Gallery headingRef={gallery} />
        </div>
        <RecentProjects />
      </main>
    </div>
  );
}
