import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

type Tone = 'plain' | 'accent' | 'good' | 'care' | 'bad';

const ICONS = {
  plain: 'info',
  accent: 'info',
  good: 'check',
  care: 'warning',
  bad: 'cross',
} as const satisfies Record<Tone, IconName>;

interface Props {
  readonly tone: Tone;
  readonly icon?: IconName;
  /** alert: said at once by a screen reader; status: when it pauses. */
  readonly role?: 'alert' | 'status';
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A message that stays for as long as it is true. */
export function Banner({ tone, icon = ICONS[tone], role, actions, children }: Props) {
  return (
    <div className={`banner ${tone}`} role={role}>
      <Icon name={icon} size={18} />
      <div className="banner-text">{children}</div>
      {actions && <div className="row">{actions}</div>}
    </div>
  );
}
