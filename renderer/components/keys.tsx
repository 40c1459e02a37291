import { keyCaps } from '../commands/shortcut.ts';
import { useApp } from '../state/studio-app.ts';

/** A shortcut as the keys to press. */
export function Keys({ shortcut }: { readonly shortcut: string }) {
  const { platform } = useApp().desktop.abilities;
  return (
    <span className="keys">
      {keyCaps(shortcut, platform).map((cap) => (
        <kbd key={cap} className="key">
          {cap}
        </kbd>
      ))}
    </span>
  );
}
