/** Keys and the native menu, both led to the same commands. */
import { COMMANDS, type CommandId } from '../../engine/studio/contract/commands.ts';
import type { DesktopCommand } from '../../engine/studio/contract/desktop.ts';
import type { StudioApp } from '../state/studio-app.ts';
import { runCommand } from './command-store.ts';
import { matches } from './shortcut.ts';

/** A key that reached the window and its menu would act twice, milliseconds. */
const SAME_PRESS = 80;

/** Gives the function that ends it. */
export function listenForCommands(
  app: StudioApp,
  openFolder: (folder: string) => void,
  target: Window = window,
): () => void {
  let last: { id: CommandId; at: number } | undefined;
  const carryOut = (id: CommandId): boolean => {
    const now = performance.now();
    if (last?.id === id && now - last.at < SAME_PRESS) return true;
    last = { id, at: now };
    const outcome = runCommand(app.commands, id);
    if (typeof outcome === 'object') app.ui.getState().tell(outcome.whyNot);
    return outcome !== 'not-here';
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing || event.repeat) return;
    const command = COMMANDS.find(({ shortcut }) =>
      matches(shortcut, event, app.desktop.abilities.platform),
    );
    if (!command || !isMeant(command.id, command.shortcut, target.document)) return;
    if (!carryOut(command.id)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  // Before the page: a focused button takes Enter for itself, whatever is held with it.
  target.addEventListener('keydown', onKey, true);
  app.desktop.onCommand((command: DesktopCommand) => {
    if (command.kind === 'open') openFolder(command.path);
    else if (isTextCommand(command.id) && !isMeant(command.id, 'Mod', target.document)) {
      target.document.execCommand(command.id);
    } else carryOut(command.id);
  });
  return () => target.removeEventListener('keydown', onKey, true);
}

/** Dialogs, and lists that were opened: Escape closes them, it stops no run. */
const OVER_THE_PAGE = '[role="dialog"], [role="alertdialog"], .popover';

/**
 * A dialog, an open list and a text field take keys for themselves: nothing runs behind a dialog, a plain character is typed,
 * and text that is no document of the project has its own undo.
 */
function isMeant(id: CommandId, shortcut: string, document: Document): boolean {
  if (document.querySelector(OVER_THE_PAGE)) return false;
  const field = document.activeElement;
  if (!isTextField(field)) return true;
  if (isTextCommand(id)) return field.hasAttribute('data-document');
  return shortcut.startsWith('Mod');
}

function isTextCommand(id: CommandId): boolean {
  return id === 'undo' || id === 'redo';
}

/** Sliders, switches and boxes to tick are inputs, too, but hold no text. */
const TEXT_FIELDS =
  'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, [contenteditable="true"]';

function isTextField(element: Element | null): element is HTMLElement {
  return element?.matches(TEXT_FIELDS) ?? false;
}
