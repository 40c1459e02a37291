import type { MessagePortMain } from 'electron';
import type { ChildLauncher } from '../../engine/compute/pool/child-launcher.ts';
import type { MainLink } from './main-link.ts';

type Events = Parameters<ChildLauncher>[1];

interface Launched {
  readonly events: Events;
  pid: number | undefined;
  port: MessagePortMain | undefined;
}

/**
 * Starts the simulation process through main: a utilityProcess cannot start another one, and the product's
 * binary does not work as Node (fuse runAsNode), so child_process.fork would open a second studio.
 * Messages go straight through a port, kills through main, which ends the process by SIGKILL.
 */
export function launchThroughMain(link: MainLink): ChildLauncher {
  const children = new Map<number, Launched>();
  let count = 0;

  link.on('launched', ({ child, pid }, port) => {
    const launched = children.get(child);
    if (!launched || !port) {
      port?.close();
      return;
    }
    launched.pid = pid;
    launched.port = port;
    port.on('message', ({ data }) => {
      if (children.has(child)) launched.events.onMessage(data);
    });
    port.start();
  });
  link.on('exited', ({ child, lastWords }) => {
    const launched = children.get(child);
    children.delete(child);
    launched?.port?.close();
    launched?.events.onExit(lastWords);
  });

  return (settings, events) => {
    count += 1;
    const child = count;
    const launched: Launched = { events, pid: undefined, port: undefined };
    children.set(child, launched);
    link.send({ kind: 'launch', child, settings });
    return {
      get pid() {
        return launched.pid;
      },
      // The supervisor sends nothing before it has heard the child, hence never without a port.
      send: (request) => launched.port?.postMessage(request),
      kill: () => link.send({ kind: 'kill', child }),
    };
  };
}
