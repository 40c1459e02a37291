import { Button as AriaButton } from 'react-aria-components/Button';
import { runCommand } from '../../commands/command-store.ts';
import { useCommand } from '../../commands/use-command.ts';
import { Icon } from '../../components/icon.tsx';
import { Keys } from '../../components/keys.tsx';
import { useProject } from '../../state/project-context.ts';
import { useApp, useStudio } from '../../state/studio-app.ts';
import { useStartRun } from '../project/use-start-run.ts';
import { searchJob } from './search-job.ts';
import { SearchSettings } from './search-settings.tsx';
import { useDiscover } from './use-decisions.ts';

/** From data to a model: one button; how it is looked for can be chosen. */
export function FindModel() {
  const { commands } = useApp();
  const hasRun = useProject((state) => state.jobs?.some(({ kind }) => kind === 'discover'));
  const whyNot = useFindModel();
  return (
    <section className="sheet" aria-labelledby="find-model">
      <div className="sheet-head">
        <h2 id="find-model">Find a model</h2>
      </div>
      <div className="sheet-body stack tight">
        <p className="small muted">
          Structures that fit your words are proposed, fitted to the days that may be seen, judged
          on days not seen, and improved.
        </p>
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
        {whyNot && (
          <p id="why-not" className="small muted">
            {whyNot}
          </p>
        )}
        <SearchSettings />
      </div>
    </section>
  );
}

/** Gives why it cannot be started; undefined: it can. */
function useFindModel(): string | undefined {
  const { whyNot, start } = useStartRun();
  const options = useDiscover((state) => state.options);
  const models = useStudio((state) => state.view?.models) ?? [];
  const needsModel = options.proposer !== 'composer' && models.length === 0;
  const why = whyNot ?? (needsModel ? 'Set up a language model first' : undefined);
  useCommand('run', { whyNot: why, run: () => void start(searchJob(options, models)) });
  return why;
}
