/** Loaded into a utility process of the double before its module: gives it `process.parentPort`. */
import type { MessageEvent, ParentPort } from 'electron';
import { mapElectron } from './map-electron.ts';
import { PortLink, PortMain } from './ports.ts';
import { StrictEmitter } from './strict-emitter.ts';
import { strict } from './strict-object.ts';
import type { FromUtility, ToUtility } from './utility-messages.ts';

mapElectron(strict('electron (in a utility process)', {}));

const say = (message: FromUtility) => {
  if (process.connected) process.send!(message, undefined, undefined, () => undefined);
};
const link = new PortLink('u', say);

class ParentPortDouble
  extends StrictEmitter
  implements Pick<ParentPort, 'on' | 'once' | 'postMessage'>
{
  /** Undefined once somebody listens. */
  private waiting: object[] | undefined = [];

  constructor() {
    super('parentPort', ['message', 'newListener']);
    super.on('newListener', () => {
      const waiting = this.waiting ?? [];
      this.waiting = undefined;
      setImmediate(() => {
        for (const event of waiting) this.emit('message', event);
      });
    });
  }

  postMessage(message: unknown): void {
    say({ kind: 'message', data: message });
  }

  arrive(event: Pick<MessageEvent, 'data'> & { readonly ports: readonly PortMain[] }): void {
    if (this.waiting) this.waiting.push(event);
    else this.emit('message', event);
  }
}

const parentPort = new ParentPortDouble();
process.on('message', (message: ToUtility) => {
  if (message.kind !== 'message') return link.receive(message);
  const ports = message.ports.map((port) => PortMain.of(link.take(port)));
  parentPort.arrive({ data: message.data, ports });
});
process.on('disconnect', () => process.exit(0));
Object.assign(process, { parentPort: strict('parentPort', parentPort), type: 'utility' });
