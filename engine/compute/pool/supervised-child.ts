import type { ChildLauncher } from './child-launcher.ts';
import {
  type HostReply,
  type HostRequest,
  type HostSettings,
  hostReplySchema,
} from './messages.ts';
import { residentMemory } from './resident-memory.ts';

/** Why a child ended. `job`: whose fault it was, where that is known. */
export interface Ending {
  readonly reason: 'memory' | 'crashed' | 'deadline' | 'closed';
  readonly job?: number;
}

export interface SupervisedChildOptions {
  readonly launch: ChildLauncher;
  readonly settings: HostSettings;
  /** Bytes of resident memory at which it is killed. */
  readonly memoryLimit: number;
  readonly onReady: () => void;
  readonly onResult: (reply: Extract<HostReply, { kind: 'result' }>) => void;
  /** Once, after the process is gone. */
  readonly onEnd: (ending: Ending) => void;
}

export interface SupervisedChild {
  /** Its threads are up and it has not been ended. */
  readonly isReady: boolean;
  /** They have been up. */
  readonly wasReady: boolean;
  readonly pid: number | undefined;
  send(request: HostRequest): void;
  /** Kills the process; `onEnd` gets this ending. */
  end(ending: Ending): void;
}

const START_MILLISECONDS = 20_000;
const POLL_MILLISECONDS = 25;

/** One child process from start to end: watches its memory, believes no message that it did not check. */
export function superviseChild(options: SupervisedChildOptions): SupervisedChild {
  let ready = false;
  let ending: Ending | undefined;

  const child = options.launch(options.settings, {
    onMessage: (message) => {
      const reply = hostReplySchema.safeParse(message).data;
      if (reply) receive(reply);
      else end({ reason: 'crashed' });
    },
    onExit: (lastWords) => {
      clearInterval(poll);
      clearTimeout(start);
      const outOfMemory = /out of memory|allocation failed/i.test(lastWords);
      options.onEnd(ending ?? { reason: outOfMemory ? 'memory' : 'crashed' });
    },
  });
  const start = setTimeout(() => end({ reason: 'crashed' }), START_MILLISECONDS);
  const poll = setInterval(() => {
    const bytes = child.pid === undefined ? undefined : residentMemory(child.pid);
    if (bytes !== undefined) checkMemory(bytes);
  }, POLL_MILLISECONDS);

  return {
    get isReady() {
      return ready && ending === undefined;
    },
    get wasReady() {
      return ready;
    },
    get pid() {
      return child.pid;
    },
    send: (request) => child.send(request),
    end,
  };

  function receive(reply: HostReply): void {
    if (ending) return;
    switch (reply.kind) {
      case 'ready':
        clearTimeout(start);
        ready = true;
        options.onReady();
        break;
      case 'result':
        options.onResult(reply);
        break;
      case 'lost':
        end({ reason: reply.reason, job: reply.id });
        break;
      case 'memory':
        checkMemory(reply.bytes);
        break;
      default:
        reply satisfies never;
    }
  }

  function checkMemory(bytes: number): void {
    if (bytes > options.memoryLimit) end({ reason: 'memory' });
  }

  function end(how: Ending): void {
    ending ??= how;
    child.kill();
  }
}
