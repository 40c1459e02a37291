import { COMMANDS } from '../../engine/studio/contract/commands.ts';
import { Keys } from '../components/keys.tsx';
import { Window } from '../components/window.tsx';
import { useApp } from '../state/studio-app.ts';
import { OTHER_KEYS } from './other-keys.ts';

const MENU_WORDS = {
  file: 'Projects',
  edit: 'Editing',
  run: 'Runs',
  view: 'The window',
  help: 'Help',
} as const;

type Menu = keyof typeof MENU_WORDS;

/** All keys: those of commands from the same table as menu and palette, then those of controls. */
export function ShortcutSheet() {
  const { ui } = useApp();
  return (
    <Window title="Keyboard shortcuts" isWide isForReading onClose={() => ui.getState().close()}>
      <div className="shortcut-sheet">
        {(Object.keys(MENU_WORDS) as Menu[]).map((menu) => (
          <section key={menu}>
            <h3>{MENU_WORDS[menu]}</h3>
            <dl>
              {COMMANDS.filter((command) => command.menu === menu).map(
                ({ id, words, shortcut }) => (
                  <div key={id}>
                    <dt>{words.replace('…', '')}</dt>
                    <dd>
                      <Keys shortcut={shortcut} />
                    </dd>
                  </div>
                ),
              )}
            </dl>
          </section>
        ))}
        {OTHER_KEYS.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(({ words, caps }) => (
                <div key={words}>
                  <dt>{words}</dt>
                  <dd className="keys">
                    {caps.map((cap) => (
                      <kbd key={cap} className="key">
                        {cap}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Window>
  );
}
