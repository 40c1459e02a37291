import { ownAddress } from './addresses.ts';

/** Of WebFrameMain, what is looked at. */
interface Frame {
  readonly url: string;
  /** Null for the top frame. */
  readonly parent: unknown;
}

/**
 * Whether a message comes from our own page, in the top frame of a window. Everything else is refused: a frame
 * that is gone (null), one inside another page, and whatever a window might have been led to.
 */
export function isOwnSender({ senderFrame }: { readonly senderFrame: Frame | null }): boolean {
  return (
    senderFrame !== null && senderFrame.parent === null && ownAddress(senderFrame.url) !== undefined
  );
}
