import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Header } from 'react-aria-components/Header';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { SearchField } from 'react-aria-components/SearchField';
import { useStore } from 'zustand';
import { Keys } from '../components/keys.tsx';
import { useApp, useRoute } from '../state/studio-app.ts';
import { type PaletteGroup, paletteGroups } from './palette-rows.ts';

/** Everything that can be done or gone to, found by typing; what cannot be done now says why. */
export function CommandPalette() {
  const { commands, ui } = useApp();
  const isInProject = useRoute((state) => state.route.kind === 'project');
  // A command that comes or goes while the palette is open is shown.
  useStore(commands);
  const { contains } = useFilter({ sensitivity: 'base' });
  const groups = paletteGroups(commands, isInProject);
  const all = groups.flatMap(({ rows }) => rows);
  const choose = (key: string) => {
    ui.getState().close();
    // The dialog gives the focus back first; a command may open the next one.
    setTimeout(() => all.find((row) => row.key === key)?.run());
  };
  return (
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={() => ui.getState().close()}>
      <Modal className="window palette">
        <Dialog className="dialog" aria-label="All commands">
          <Autocomplete filter={contains}>
            <SearchField aria-label="Find a command" autoFocus>
              <Input className="palette-input" placeholder="What do you want to do?" />
            </SearchField>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys. */}
            <section className="palette-scroll" aria-label="Commands found" tabIndex={0}>
              <Menu
                className="list"
                aria-label="Commands"
                disabledKeys={all
                  .filter(({ whyNot }) => whyNot !== undefined)
                  .map(({ key }) => key)}
                onAction={(key) => choose(String(key))}
                renderEmptyState={() => <p className="list-item">Nothing is called like that.</p>}
              >
                {groups.map((group) => (
                  <Group key={group.title} group={group} />
                ))}
              </Menu>
            </section>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Group({ group: { title, rows } }: { readonly group: PaletteGroup }) {
  return (
    <MenuSection id={title}>
      <Header className="list-header">{title}</Header>
      {rows.map(({ key, words, about, shortcut, whyNot }) => (
        <MenuItem key={key} id={key} className="list-item" textValue={words}>
          <span className="list-words">
            {words}
            {whyNot !== undefined && <span className="why"> ({whyNot})</span>}
          </span>
          {about !== undefined && <span className="why one-line">{about}</span>}
          {shortcut !== undefined && <Keys shortcut={shortcut} />}
        </MenuItem>
      ))}
    </MenuSection>
  );
}
