import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { SearchField } from 'react-aria-components/SearchField';
import { useStore } from 'zustand';
import { COMMANDS, type CommandId } from '../../engine/studio/contract/commands.ts';
import { Keys } from '../components/keys.tsx';
import { useApp } from '../state/studio-app.ts';
import { type CommandHandler, runCommand } from './command-store.ts';

/** Every command that there is on this screen, found by typing. */
export function CommandPalette() {
  const { commands, ui } = useApp();
  const handlers = useStore(commands, (state) => state.handlers);
  const { contains } = useFilter({ sensitivity: 'base' });
  const rows = COMMANDS.flatMap((command) => {
    const handler: CommandHandler | undefined = handlers[command.id];
    return handler && command.id !== 'palette' ? [{ ...command, handler }] : [];
  });
  const choose = (id: CommandId) => {
    ui.getState().close();
    // The dialog gives the focus back first; a command may open the next one.
    setTimeout(() => runCommand(commands, id));
  };
  return (
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={() => ui.getState().close()}>
      <Modal className="window palette">
        <Dialog className="dialog" aria-label="All commands">
          <Autocomplete filter={contains}>
            <SearchField aria-label="Find a command" autoFocus>
              <Input className="palette-input" placeholder="What do you want to do?" />
            </SearchField>
            <Menu
              className="list"
              aria-label="Commands"
              items={rows}
              disabledKeys={rows
                .filter(({ handler }) => handler.whyNot !== undefined)
                .map(({ id }) => id)}
              onAction={(id) => choose(id as CommandId)}
              renderEmptyState={() => <p className="list-item">No command is called like that.</p>}
            >
              {({ id, words, shortcut, handler }) => (
                <MenuItem id={id} className="list-item" textValue={words}>
                  <span>
                    {handler.words ?? words}
                    {handler.whyNot && <span className="why"> ({handler.whyNot})</span>}
                  </span>
                  <Keys shortcut={shortcut} />
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
