/** Tells listeners that something changed, and at last that nothing will change any more. Costs nothing to call. */
export class Changes {
  readonly #listeners = new Set<() => void>();
  readonly #endings = new Set<(error: Error) => void>();
  #ended: Error | undefined;

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** `error`: why, for the window. */
  end(error: Error): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#listeners.clear();
    for (const listener of this.#endings) listener(error);
    this.#endings.clear();
  }

  onChange(listener: () => void): () => void {
    // Its own function: one listener may follow twice.
    const own = () => listener();
    if (!this.#ended) this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  onEnd(listener: (error: Error) => void): () => void {
    if (this.#ended) listener(this.#ended);
    const own = (error: Error) => listener(error);
    if (!this.#ended) this.#endings.add(own);
    return () => this.#endings.delete(own);
  }
}
