import { useCommand } from '../../commands/use-command.ts';
import { IconButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { TopBar } from '../../components/top-bar.tsx';
import { useOpenProject, useProject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { ModelInUse } from './model-in-use.tsx';
import { NameField } from './name-field.tsx';
import { UndoButtons } from './undo-buttons.tsx';

/** Where one is, whether it is saved, and what can be taken back. */
export function ProjectBar() {
  const app = useApp();
  const project = useOpenProject();
  const view = useView();
  const goStart = () => app.route.getState().go({ kind: 'start' });
  useCommand('undo', {
    run: () => void app.attempt(() => project.undo()),
    words: view.undo === null ? undefined : `Undo: ${view.undo}`,
    whyNot: view.readOnly ? 'read-only' : view.undo === null ? 'nothing to undo' : undefined,
  });
  useCommand('redo', {
    run: () => void app.attempt(() => project.redo()),
    words: view.redo === null ? undefined : `Redo: ${view.redo}`,
    whyNot: view.readOnly ? 'read-only' : view.redo === null ? 'nothing to redo' : undefined,
  });
  useCommand('save', {
    run: () =>
      void app.attempt(async () => {
        await project.flush();
        app.ui.getState().tell('Everything is saved. It always is, within a second.');
      }),
  });
  useCommand('close-project', {
    run: () =>
      void app.attempt(async () => {
        await project.flush();
        project.leave();
        goStart();
        await app.client.call('projects.close', { project: view.project });
      }),
  });
  return (
    <TopBar
      actions={
        <>
          <ModelInUse />
          <UndoButtons />
        </>
      }
    >
      <IconButton name="Start page" icon="back" onPress={goStart} />
      <NameField />
      <SavedState />
    </TopBar>
  );
}

/** Said in words, not only by a mark. */
function SavedState() {
  const { readOnly } = useView();
  const isSaving = useProject((state) => state.drafts > 0 || state.saving > 0);
  const error = useProject((state) => state.saveError);
  const { words, icon, tone } = readOnly
    ? ({ words: 'Read-only', icon: 'info', tone: 'care' } as const)
    : error
      ? ({ words: 'Not saved', icon: 'warning', tone: 'bad' } as const)
      : isSaving
        ? ({ words: 'Saving…', icon: 'reload', tone: '' } as const)
        : ({ words: 'Saved', icon: 'check', tone: '' } as const);
  return (
    <span className={`saved-state ${tone}`} role="status">
      <Icon name={icon} size={14} />
      <span className="saved-words">{words}</span>
    </span>
  );
}
