import { COMMANDS } from '../../engine/studio/contract/commands.ts';
import { Keys } from '../components/keys.tsx';
import { Window } from '../components/window.tsx';
import { useApp } from '../state/studio-app.ts';

const MENU_WORDS = {
  file: 'Projects',
  edit: 'Editing',
  run: 'Finding a model',
  view: 'The window',
  help: 'Help',
} as const;

type Menu = keyof typeof MENU_WORDS;

/** All shortcuts, from the same table as the menu and the palette. */
export function ShortcutSheet() {
  const { ui } = useApp();
  return (
    <Window title="Keyboard shortcuts" isWide onClose={() => ui.getState().close()}>
      <div className="shortcut-sheet">
        {(Object.keys(MENU_WORDS) as Menu[]).map((menu) => (
          <section key={menu}>
            <h3>{MENU_WORDS[menu]}</h3>
            <dl>
              {COMMANDS.filter((command) => command.menu === menu).map((command) => (
                <div key={command.id}>
                  <dt>{command.words.replace('…', '')}</dt>
                  <dd>
                    <Keys shortcut={command.shortcut} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="help">
        Tab moves between controls, arrows within a group, Esc closes a dialog.
      </p>
    </Window>
  );
}
