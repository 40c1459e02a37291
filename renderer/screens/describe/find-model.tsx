import { Button as AriaButton } from 'react-aria-components/Button';
import { runCommand } from '../../commands/command-store.ts';
import { useCommand } from '../../commands/use-command.ts';
import { Icon } from '../../components/icon.tsx';
import { Keys } from '../../components/keys.tsx';
import { useApp } from '../../state/studio-app.ts';
import { useStartRun } from '../project/use-start-run.ts';

/** What comes next: one button, and why it is grey where it is. */
export function FindModel() {
  const { commands, route } = useApp();
  const { whyNot, start } = useStartRun();
  useCommand('run', {
    whyNot,
    run: () =>
      void start({ kind: 'discover' }).then((run) => {
        if (run !== undefined) route.getState().goStep('discover');
      }),
  });
  return (
    <section className="sheet next-step" aria-labelledby="next">
      <div>
        <h2 id="next">Next: find a model</h2>
        <p className="small muted" id="next-why">
          {whyNot ?? 'Judged on days that it has not seen. You can watch, pause and stop.'}
        </p>
      </div>
      <AriaButton
        className="button primary"
        isDisabled={whyNot !== undefined}
        aria-describedby="next-why"
        onPress={() => runCommand(commands, 'run')}
      >
        <Icon name="play" />
        Find a model
        <Keys shortcut="Mod+Enter" isHidden />
      </AriaButton>
    </section>
  );
}
