import type { ReactNode } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { IconButton } from './button.tsx';

interface Props {
  readonly title: string;
  readonly isWide?: boolean;
  /** Nothing in it takes the focus: it is scrolled by keys itself. */
  readonly isForReading?: boolean;
  /** Something must be chosen: a click beside it does not close it. */
  readonly role?: 'dialog' | 'alertdialog';
  onClose(): void;
  /** Buttons at its foot. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

/** A dialog over the page. Escape and its cross close it; the focus goes back to where it was. */
export function Window({
  title,
  isWide = false,
  isForReading = false,
  role = 'dialog',
  onClose,
  foot,
  children,
}: Props) {
  return (
    <ModalOverlay
      className="veil"
      isOpen
      isDismissable={role === 'dialog'}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={isWide ? 'window wide' : 'window'}>
        <Dialog className="dialog" role={role}>
          <div className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton name="Close" icon="close" onPress={onClose} />
          </div>
          {isForReading ? (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys.
            <section className="dialog-body" aria-label={title} tabIndex={0}>
              {children}
            </section>
          ) : (
            <div className="dialog-body">{children}</div>
          )}
          {foot && <div className="dialog-foot">{foot}</div>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
