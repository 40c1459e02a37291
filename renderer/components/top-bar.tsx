import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { runCommand } from '../commands/command-store.ts';
import { useApp, useStudio } from '../state/studio-app.ts';
import { isDark } from '../state/theme.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { Keys } from './keys.tsx';

/** On every screen: where one is (left), what can be done from everywhere (right). */
export function TopBar({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  const { commands } = useApp();
  const theme = useStudio((state) => state.view?.settings.theme ?? 'system');
  return (
    <header className="top-bar">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <div className="top-bar-place">{children}</div>
      <div className="top-bar-actions">
        {actions}
        <AriaButton
          className="button palette-button"
          onPress={() => runCommand(commands, 'palette')}
        >
          <Icon name="search" />
          <span className="palette-words">Commands</span>
          <Keys shortcut="Mod+K" isHidden />
        </AriaButton>
        <IconButton
          name={isDark(theme) ? 'Light theme' : 'Dark theme'}
          icon="theme"
          onPress={() => runCommand(commands, 'theme')}
        />
        <IconButton
          name="Settings"
          icon="settings"
          onPress={() => runCommand(commands, 'settings')}
        />
      </div>
    </header>
  );
}
