import { keyCaps } from '../commands/shortcut.ts';
import { useApp } from '../state/studio-app.ts';

interface Props {
  readonly shortcut: string;
  /** On a button, whose name is not made longer by it. */
  readonly isHidden?: boolean;
}

/** A shortcut as the keys to press. */
export function Keys({ shortcut, isHidden = false }: Props) {
  const { platform } = useApp().desktop.abilities;
  return (
    <span className="keys" aria-hidden={isHidden}>
      {keyCaps(shortcut, platform).map((cap) => (
        <kbd key={cap} className="key">
          {cap}
        </kbd>
      ))}
    </span>
  );
}
