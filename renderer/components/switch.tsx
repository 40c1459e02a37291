import type { ReactNode } from 'react';
import { Switch as AriaSwitch, type SwitchProps } from 'react-aria-components/Switch';

export function Switch({
  children,
  ...props
}: Omit<SwitchProps, 'children' | 'className'> & { readonly children: ReactNode }) {
  return (
    <AriaSwitch {...props} className="switch">
      <span>{children}</span>
      <span className="track" />
    </AriaSwitch>
  );
}
