import { Button } from '../../components/button.tsx';
import { useOpenProject, useProject } from '../../state/project-context.ts';
import { useApp, useRoute } from '../../state/studio-app.ts';
import { isActive } from '../../words/job-words.ts';
import { STEP_OF_RUN } from '../../words/step-words.ts';
import { RunProgress } from './run-progress.tsx';

/** The run that goes on, at the foot of every step. */
export function RunBar() {
  const { route } = useApp();
  const project = useOpenProject();
  const job = useProject((state) => state.job);
  const active = useProject((state) => state.jobs?.find(isActive));
  const step = useRoute((state) => state.step);
  if (!active) return null;
  const isShown = job?.job === active.job;
  return (
    <section className="run-bar" aria-label="The run that goes on">
      {isShown && job ? (
        <RunProgress job={job} />
      ) : (
        <Button size="small" onPress={() => project.choose(active.job)}>
          Show the run that goes on
        </Button>
      )}
      {step !== STEP_OF_RUN[active.kind] && (
        <Button size="small" onPress={() => route.getState().goStep(STEP_OF_RUN[active.kind])}>
          Watch it
        </Button>
      )}
    </section>
  );
}
