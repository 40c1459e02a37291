import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Button, type ButtonProps } from './button.tsx';
import type { IconName } from './icon.tsx';

interface Props<T extends string> {
  readonly label: string;
  /** Where several have the same label: what this one is called. */
  readonly name?: string;
  readonly icon?: IconName;
  readonly look?: ButtonProps['look'];
  readonly items: readonly { readonly id: T; readonly words: string }[];
  onAction(id: T): void;
}

/** A small button with a list of what can be done. */
export function MenuButton<T extends string>({
  label,
  name = label,
  icon,
  look = 'plain',
  items,
  onAction,
}: Props<T>) {
  return (
    <MenuTrigger>
      <Button
        size="small"
        look={look}
        {...(icon && { icon })}
        {...(name !== label && { 'aria-label': name })}
      >
        {label}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="list" aria-label={name} onAction={(key) => onAction(key as T)}>
          {items.map(({ id, words }) => (
            <MenuItem key={id} id={id} className="list-item">
              {words}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
