/** One side of one connection. What travels are frames: byte arrays that the other side gets in order, whole, once. */
export interface Transport {
  /** Throws ContractError 'too-large' above FRAME_LIMIT; does nothing once closed. The frame must not be used afterwards. */
  send(frame: Uint8Array): void;
  /** One listener; frames that come before it is set wait for it. */
  onFrame(listener: (frame: Uint8Array) => void): void;
  /** Called once, also when it is closed from here. `reason`: in words, for a log. */
  onClose(listener: (reason: string) => void): void;
  close(reason?: string): void;
}
