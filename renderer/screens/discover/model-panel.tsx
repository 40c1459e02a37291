import { Button as AriaButton } from 'react-aria-components/Button';
import { runCommand } from '../../commands/command-store.ts';
import { useCommand } from '../../commands/use-command.ts';
import { Icon } from '../../components/icon.tsx';
import { Keys } from '../../components/keys.tsx';
import { useProject } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { useStartRun } from '../project/use-start-run.ts';
import { JobSheet } from './job-sheet.tsx';

/** From data to a model: the button, what is going on, what came of it. */
export function ModelPanel() {
  const { commands } = useApp();
  const job = useProject((state) => state.job);
  const whyNot = useFindModel();
  const hasRun = job !== undefined;
  return (
    <section className="sheet" aria-labelledby="model">
      <div className="sheet-head">
        <h2 id="model">The model</h2>
        <div className="row">
          {whyNot && (
            <span id="why-not" className="small muted">
              {whyNot}
            </span>
          )}
          <AriaButton
            className={hasRun ? 'button' : 'button primary'}
            isDisabled={whyNot !== undefined}
            {...(whyNot && { 'aria-describedby': 'why-not' })}
            onPress={() => runCommand(commands, 'run')}
          >
            <Icon name="play" />
            {hasRun ? 'Find a model anew' : 'Find a model'}
            <Keys shortcut="Mod+Enter" isHidden />
          </AriaButton>
        </div>
      </div>
      <div className="sheet-body">
        {job ? (
          <JobSheet key={job.job} job={job} />
        ) : (
          <p className="model-empty">
            The studio proposes structures that fit your words, fits their numbers to the days it
            may see, judges each on days it has not seen, and improves the best. You can watch,
            pause, and stop at any time; the best so far is kept.
          </p>
        )}
      </div>
    </section>
  );
}

/** Gives why it cannot be started; undefined: it can. */
function useFindModel(): string | undefined {
  const { whyNot, start } = useStartRun();
  useCommand('run', { whyNot, run: () => void start({ kind: 'discover' }) });
  return whyNot;
}
