import { CommandPalette } from '../commands/command-palette.tsx';
import { ShortcutSheet } from '../commands/shortcut-sheet.tsx';
import { useUi } from '../state/studio-app.ts';
import { SettingsDialog } from './settings/settings-dialog.tsx';
import { CreateDialog } from './start/create-dialog.tsx';
import { FolderDialog } from './start/folder-dialog.tsx';
import { QuestionDialog } from './start/question-dialog.tsx';
import { TermsDialog } from './terms-dialog.tsx';

/** The dialog that is open. */
export function Dialogs() {
  const dialog = useUi((state) => state.dialog);
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'palette':
      return <CommandPalette />;
    case 'shortcuts':
      return <ShortcutSheet />;
    case 'settings':
      return <SettingsDialog />;
    case 'terms':
      return <TermsDialog />;
    case 'folders':
      return <FolderDialog />;
    case 'create':
      return <CreateDialog goal={dialog.goal} />;
    case 'question':
      return <QuestionDialog question={dialog.question} />;
    default:
      return dialog satisfies never;
  }
}
