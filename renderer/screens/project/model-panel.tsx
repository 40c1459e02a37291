import { Button as AriaButton } from 'react-aria-components/Button';
import { runCommand } from '../../commands/command-store.ts';
import { useCommand } from '../../commands/use-command.ts';
import { Icon } from '../../components/icon.tsx';
import { Keys } from '../../components/keys.tsx';
import { useOpenProject, useProject, useView } from '../../state/project-context.ts';
import { useApp, useStudio } from '../../state/studio-app.ts';
import { isActive } from '../../words/job-words.ts';
import { rowWord } from '../../words/numbers.ts';
import { JobSheet } from './job-sheet.tsx';
import { SEED } from './seed.ts';

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
  const app = useApp();
  const project = useOpenProject();
  const { project: folder, data, heldOut, readOnly } = useView();
  const isWorking = useProject((state) => state.jobs?.some(isActive) ?? false);
  const isOpen = useStudio((state) => state.connection.kind === 'open');
  const whyNot = (() => {
    if (readOnly) return 'The project is read-only';
    if (!isOpen) return 'Waiting for the engine';
    if (!data) return 'Add what was observed first';
    if (heldOut.kind === 'none')
      return `Keep some of the last ${rowWord(data.timeUnit)}s for the check first`;
    if (isWorking) return 'A run is going on';
    return undefined;
  })();
  useCommand('run', {
    whyNot,
    run: () =>
      void app.attempt(async () => {
        await project.flush();
        project.choose(undefined);
        await app.client.call('jobs.start', {
          project: folder,
          job: { kind: 'discover', seed: SEED },
        });
      }),
  });
  return whyNot;
}
