import { Button as AriaButton } from 'react-aria-components/Button';
import { useCommand } from '../../commands/use-command.ts';
import { Icon } from '../../components/icon.tsx';
import { useProject, useStanding, useView } from '../../state/project-context.ts';
import { useApp, useRoute } from '../../state/studio-app.ts';
import { isActive } from '../../words/job-words.ts';
import { STEP_OF_RUN, STEPS, type Step } from '../../words/step-words.ts';
import { FirstSteps } from './first-steps.tsx';

/** The steps from words to a decision; each can be gone to at any time. */
export function StepRail() {
  return (
    <div className="step-rail">
      <nav aria-label="Steps">
        <ol className="steps">
          {STEPS.map((step, index) => (
            <StepLink key={step.id} step={step} number={index + 1} />
          ))}
        </ol>
      </nav>
      <FirstSteps />
    </div>
  );
}

function StepLink({
  step: { id, words, about, command },
  number,
}: {
  readonly step: (typeof STEPS)[number];
  readonly number: number;
}) {
  const { route } = useApp();
  const isHere = useRoute((state) => state.step === id);
  const state = useStepState(id);
  const go = () => route.getState().goStep(id);
  useCommand(command, { run: go });
  return (
    <li>
      <AriaButton className="step" aria-current={isHere ? 'step' : 'false'} onPress={go}>
        <span className={`step-mark ${state ?? ''}`} aria-hidden="true">
          {state === 'done' ? <Icon name="check" size={12} /> : number}
        </span>
        <span className="step-words">
          <span className="step-name">
            {words}
            <span className="sr-only">{STATE_WORDS[state ?? 'open']}</span>
          </span>
          <span className="small muted step-about">{about}</span>
        </span>
      </AriaButton>
    </li>
  );
}

const STATE_WORDS = { done: ', done', working: ', a run goes on', open: '' } as const;

function useStepState(step: Step): 'done' | 'working' | undefined {
  const { data, scenarios, plans } = useView();
  const working = useProject((state) => state.jobs?.find(isActive)?.kind);
  const jobs = useProject((state) => state.jobs);
  const models = useStanding((state) => state.standing?.simulators);
  if (working !== undefined && STEP_OF_RUN[working] === step) return 'working';
  const isDone = {
    describe: data !== null,
    discover: jobs?.some(({ kind, state }) => kind === 'discover' && state === 'finished'),
    calibrate: (models?.length ?? 0) > 0,
    trust: models?.some(({ verdict }) => verdict !== null),
    forecast: false,
    measures: scenarios.length > 0,
    policies: plans.length > 0,
  }[step];
  return isDone ? 'done' : undefined;
}
