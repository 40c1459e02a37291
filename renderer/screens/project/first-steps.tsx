import './first-steps.css';
import { Button as AriaButton } from 'react-aria-components/Button';
import { useCommand } from '../../commands/use-command.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useApp, useFirstSteps as useFirstStepsState } from '../../state/studio-app.ts';
import { type FirstStep, useFirstSteps } from '../../state/use-first-steps.ts';

/** A checklist that ticks itself and stands in nobody's way: folded or hidden for good, back by its command. */
export function FirstSteps() {
  const { firstSteps } = useApp();
  const look = useFirstStepsState((state) => state.look);
  const steps = useFirstSteps();
  const { show } = firstSteps.getState();
  useCommand('first-steps', { run: () => show('open') });
  if (look === 'hidden') return null;
  const done = steps.filter(({ isDone }) => isDone).length;
  const isOpen = look === 'open';
  return (
    <section className="first-steps" aria-labelledby="first-steps">
      <div className="first-steps-head">
        <h2 id="first-steps">
          First steps
          <span className="muted">
            {' '}
            {done} of {steps.length}
          </span>
        </h2>
        <IconButton
          name={isOpen ? 'Fold the first steps' : 'Unfold the first steps'}
          icon={isOpen ? 'up' : 'down'}
          size="small"
          aria-expanded={isOpen}
          onPress={() => show(isOpen ? 'folded' : 'open')}
        />
        <IconButton
          name="Hide the first steps for good"
          icon="close"
          size="small"
          onPress={() => show('hidden')}
        />
      </div>
      {isOpen && <Checklist steps={steps} />}
      {isOpen && done === steps.length && (
        <div className="first-steps-end">
          <p className="small">That is the whole way. The same steps lead on from here.</p>
          <Button size="small" onPress={() => show('hidden')}>
            Hide this list
          </Button>
        </div>
      )}
    </section>
  );
}

function Checklist({ steps }: { readonly steps: readonly FirstStep[] }) {
  const { route } = useApp();
  const next = steps.find(({ isDone }) => !isDone);
  return (
    <ol>
      {steps.map((one) => (
        <li key={one.words}>
          <AriaButton
            className={`first-step ${one.isDone ? 'done' : ''}`}
            onPress={() => route.getState().goStep(one.step)}
          >
            <span className="first-step-mark">{one.isDone && <Icon name="check" size={10} />}</span>
            <span>
              {one.words}
              <span className="sr-only">{one.isDone ? ', done' : ', to do'}</span>
              {one === next && <span className="small muted first-step-hint">{one.hint}</span>}
            </span>
          </AriaButton>
        </li>
      ))}
    </ol>
  );
}
