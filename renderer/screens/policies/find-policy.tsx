import { Button as AriaButton } from 'react-aria-components/Button';
import { useStore } from 'zustand';
import type { NewJob } from '../../../engine/studio/contract/new-job.ts';
import { runCommand } from '../../commands/command-store.ts';
import { useCommand } from '../../commands/use-command.ts';
import { AmountField } from '../../components/amount-field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Keys } from '../../components/keys.tsx';
import type { EditedAim } from '../../state/aim-hooks.ts';
import { decisionStore } from '../../state/decision-store.ts';
import { useOpenProject, useProject, useSubject } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { useStartRun } from '../project/use-start-run.ts';

/** From goal to policies: one button; how long it looks can be chosen. */
export function FindPolicy({ edited }: { readonly edited: EditedAim }) {
  const { commands } = useApp();
  const hasRun = useProject((state) => state.jobs?.some(({ kind }) => kind === 'decide'));
  const whyNot = useFindPolicy(edited);
  return (
    <section className="sheet find-policy" aria-labelledby="find-policy">
      <h2 id="find-policy" className="sr-only">
        Find a policy
      </h2>
      <AriaButton
        className={hasRun ? 'button' : 'button primary'}
        isDisabled={whyNot !== undefined}
        {...(whyNot && { 'aria-describedby': 'why-no-policy' })}
        onPress={() => runCommand(commands, 'run')}
      >
        <Icon name="play" />
        {hasRun ? 'Find a policy anew' : 'Find a policy'}
        <Keys shortcut="Mod+Enter" isHidden />
      </AriaButton>
      {whyNot && (
        <p id="why-no-policy" className="small muted">
          {whyNot}
        </p>
      )}
      <HowLong />
    </section>
  );
}

/** Gives why it cannot be started; undefined: it can. */
function useFindPolicy(edited: EditedAim): string | undefined {
  const { whyNot, start } = useStartRun();
  const subject = useSubject();
  const { limits } = useStore(decisionStore(useOpenProject()));
  useCommand('run', {
    whyNot,
    run: () => {
      if (!subject) return;
      void start({ kind: 'decide', subject, aim: edited.newest(), ...limitsOf(limits) });
    },
  });
  return whyNot;
}

/** What was left open is chosen by the studio. */
function limitsOf({
  minutes,
  evaluations,
}: {
  readonly minutes?: number | undefined;
  readonly evaluations?: number | undefined;
}): Pick<Extract<NewJob, { kind: 'decide' }>, 'minutes' | 'evaluations'> {
  return {
    ...(minutes !== undefined && minutes > 0 && { minutes }),
    ...(evaluations !== undefined && {
      evaluations: Math.max(10, Math.min(1_000_000, Math.round(evaluations))),
    }),
  };
}

/** Nothing here has to be decided. */
function HowLong() {
  const store = decisionStore(useOpenProject());
  const { limits } = useStore(store);
  return (
    <details className="more-settings">
      <summary>How long it looks</summary>
      <div className="stack tight">
        <AmountField
          label="Minutes at most"
          isOptional
          value={limits.minutes}
          onChange={(minutes) => store.setState({ limits: { ...limits, minutes } })}
        />
        <AmountField
          label="Policies tried at most"
          isOptional
          value={limits.evaluations}
          help="Left empty, the studio looks until it no longer gets better."
          onChange={(evaluations) => store.setState({ limits: { ...limits, evaluations } })}
        />
      </div>
    </details>
  );
}
