import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components/Button';
import { Icon, type IconName } from './icon.tsx';

interface Look {
  /** primary: the one thing to do here; quiet: without a frame. */
  readonly look?: 'primary' | 'plain' | 'quiet';
  readonly size?: 'normal' | 'small';
  readonly icon?: IconName;
  readonly className?: string;
}

export type ButtonProps = Look &
  Omit<AriaProps, 'className' | 'children'> & { children: ReactNode };

export function Button({
  look = 'plain',
  size = 'normal',
  icon,
  className,
  children,
  ...props
}: ButtonProps) {
  return (
    <AriaButton {...props} className={classes('button', look, size, className)}>
      {icon && <Icon name={icon} />}
      {children}
    </AriaButton>
  );
}

/** A button that shows a drawing only; `name` is what it is called. */
export function IconButton({
  name,
  icon,
  look = 'quiet',
  size = 'normal',
  className,
  ...props
}: Look & { name: string; icon: IconName } & Omit<AriaProps, 'className' | 'children'>) {
  return (
    <AriaButton
      {...props}
      aria-label={name}
      className={classes('button', 'icon', look, size, className)}
    >
      <Icon name={icon} />
    </AriaButton>
  );
}

function classes(...names: (string | undefined)[]): string {
  return names.filter((name) => name && name !== 'plain' && name !== 'normal').join(' ');
}
