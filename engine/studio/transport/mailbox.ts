/** What every transport does with its listeners: frames wait for theirs, the end is told once. */
export class Mailbox {
  #deliver: ((frame: Uint8Array) => void) | undefined;
  #waiting: Uint8Array[] = [];
  #onClose: ((reason: string) => void) | undefined;
  #closed: string | undefined;

  get isClosed(): boolean {
    return this.#closed !== undefined;
  }

  /** Nothing is delivered after the end. */
  receive(frame: Uint8Array): void {
    if (this.isClosed) return;
    if (this.#deliver) this.#deliver(frame);
    else this.#waiting.push(frame);
  }

  onFrame(listener: (frame: Uint8Array) => void): void {
    this.#deliver = listener;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const frame of waiting) this.receive(frame);
  }

  onClose(listener: (reason: string) => void): void {
    this.#onClose = listener;
    if (this.#closed !== undefined) listener(this.#closed);
  }

  /** Gives false when it had ended already. */
  end(reason: string): boolean {
    if (this.isClosed) return false;
    this.#closed = reason;
    this.#waiting = [];
    this.#onClose?.(reason);
    return true;
  }
}
