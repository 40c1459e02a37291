import { EventEmitter } from 'node:events';
import { notThere } from './strict-object.ts';

type Listener = (...args: unknown[]) => void;

/** An EventEmitter on which only events that the double raises can be listened to. */
export class StrictEmitter extends EventEmitter {
  private readonly emitterName: string;
  private readonly raised: ReadonlySet<string>;

  constructor(emitterName: string, events: readonly string[]) {
    super();
    this.emitterName = emitterName;
    this.raised = new Set(events);
  }

  // biome-ignore lint/suspicious/noExplicitAny: as EventEmitter has it, so that Electron's overloads fit
  override on(event: string | symbol, listener: (...args: any[]) => void): this {
    return super.on(this.known(event), listener);
  }

  // biome-ignore lint/suspicious/noExplicitAny: as EventEmitter has it, so that Electron's overloads fit
  override once(event: string | symbol, listener: (...args: any[]) => void): this {
    return super.once(this.known(event), listener);
  }

  private known(event: string | symbol): string | symbol {
    if (typeof event === 'symbol' || this.raised.has(event)) return event;
    throw notThere(`the event ${this.emitterName} '${event}'`);
  }
}

/** Runs the listeners with an event that they can prevent. */
export function emitPreventable<E extends object>(
  emitter: EventEmitter,
  name: string,
  details: E,
  ...args: readonly unknown[]
): { readonly prevented: boolean } {
  let prevented = false;
  const event = {
    ...details,
    preventDefault() {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  };
  for (const listener of emitter.listeners(name) as Listener[]) listener(event, ...args);
  return { prevented };
}
