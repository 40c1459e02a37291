import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePortMain } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { limitAttempts } from '../../../electron/main/attempts.ts';
import { createEnginePorts } from '../../../electron/main/engine-ports.ts';
import {
  type EngineProcess,
  type EngineSupervisorOptions,
  superviseEngine,
} from '../../../electron/main/engine-supervisor.ts';
import { PROTOCOL_VERSION } from '../../../engine/studio/contract/envelope.ts';
import { encodeFrame } from '../../../engine/studio/contract/frame.ts';

class FakeProcess extends EventEmitter {
  readonly pid = 4711;
  readonly stderr = new PassThrough();
  readonly received: { kind: string; ports: number }[] = [];
  postMessage(message: { kind: string }, ports: readonly unknown[] = []) {
    this.received.push({ kind: message.kind, ports: ports.length });
  }
}

function supervised() {
  let now = 0;
  let due: { at: number; run: () => void }[] = [];
  const processes: FakeProcess[] = [];
  const resumed: boolean[] = [];
  const lines: string[] = [];
  const options = {
    kill: vi.fn(),
    onMessage: vi.fn(),
    onStart: vi.fn(),
    onLost: vi.fn(),
    onFatal: vi.fn(),
  } satisfies Partial<EngineSupervisorOptions>;
  const engine = superviseEngine({
    ...options,
    fork: (resume) => {
      const process = new FakeProcess();
      processes.push(process);
      resumed.push(resume);
      return process as unknown as EngineProcess;
    },
    restarts: limitAttempts({ limit: 3, within: 60_000, now: () => now }),
    schedule: (run, milliseconds) => void due.push({ at: now + milliseconds, run }),
    log: (line) => void lines.push(line),
  });
  /** Lets time pass, whatever is due in it. */
  const pass = (milliseconds: number) => {
    now += milliseconds;
    const ready = due.filter(({ at }) => at <= now);
    due = due.filter(({ at }) => at > now);
    for (const { run } of ready) run();
  };
  const crash = (code = 1) => processes.at(-1)!.emit('exit', code);
  engine.start();
  return { engine, processes, resumed, lines, options, pass, crash };
}

describe('the engine', () => {
  it('starts without taking anything up', () => {
    const { engine, resumed, options } = supervised();
    expect([engine.state, resumed]).toEqual(['up', [false]]);
    expect(options.onStart).toHaveBeenCalledTimes(1);
  });

  it('that is lost is replaced after a moment, and takes up what was going on', () => {
    const { engine, processes, resumed, options, pass, crash } = supervised();
    crash();
    expect(engine.state).toBe('down');
    expect(options.onLost).toHaveBeenCalledTimes(1);
    pass(249);
    expect(processes).toHaveLength(1);
    pass(1);
    expect([engine.state, resumed]).toEqual(['up', [false, true]]);
    expect(options.onStart).toHaveBeenCalledTimes(2);
  });

  it('waits longer each time it is lost', () => {
    const { processes, pass, crash } = supervised();
    for (const wait of [250, 500, 1000]) {
      const before = processes.length;
      crash();
      pass(wait - 1);
      expect(processes).toHaveLength(before);
      pass(1);
      expect(processes).toHaveLength(before + 1);
    }
  });

  it('is given up when it is lost a fourth time within a minute', () => {
    const { engine, options, pass, crash } = supervised();
    for (let i = 0; i < 3; i += 1) {
      crash();
      pass(5000);
    }
    expect(options.onFatal).not.toHaveBeenCalled();
    crash();
    expect(engine.state).toBe('fatal');
    expect(options.onFatal).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ code: 'engine-lost', hint: expect.any(String) }),
    );
  });

  it('may be lost now and then for ever', () => {
    const { engine, pass, crash } = supervised();
    for (let i = 0; i < 50; i += 1) {
      crash();
      pass(30_000);
    }
    expect(engine.state).toBe('up');
  });

  it('ends when it has put everything away', async () => {
    const { engine, processes, options, pass, crash } = supervised();
    let ended = false;
    const end = engine.quit().then(() => {
      ended = true;
    });
    expect(processes[0]?.received).toEqual([{ kind: 'quit', ports: 0 }]);
    await Promise.resolve();
    expect(ended).toBe(false);
    crash(0);
    await end;
    pass(60_000);
    expect(processes).toHaveLength(1);
    expect(options.kill).not.toHaveBeenCalled();
  });

  it('that does not end is ended', () => {
    const { engine, options, pass } = supervised();
    void engine.quit();
    pass(9999);
    expect(options.kill).not.toHaveBeenCalled();
    pass(1);
    expect(options.kill).toHaveBeenCalledExactlyOnceWith(4711);
  });

  it('that is lost while the studio ends is not started again', async () => {
    const { engine, processes, pass, crash } = supervised();
    crash();
    await engine.quit();
    pass(60_000);
    expect(processes).toHaveLength(1);
  });

  it('is heard when it speaks the protocol, and not otherwise', () => {
    const { processes, options, lines, crash, pass } = supervised();
    const [first] = processes;
    first?.emit('message', { kind: 'kill', child: 1 });
    expect(options.onMessage).toHaveBeenCalledExactlyOnceWith({ kind: 'kill', child: 1 });
    for (const stranger of [
      null,
      7,
      {},
      { kind: 'exec', command: 'rm' },
      { kind: 'kill', child: '1' },
    ]) {
      first?.emit('message', stranger);
    }
    crash();
    pass(250);
    first?.emit('message', { kind: 'kill', child: 2 });
    expect(options.onMessage).toHaveBeenCalledTimes(1);
    expect(lines.filter((line) => line === 'engine: sent something unknown')).toHaveLength(5);
  });

  it('leaves in the log where it stopped, without what it said', async () => {
    const { processes, lines, crash } = supervised();
    processes[0]?.stderr.write('TypeError: row of Mrs. Smith\n    at read (/app/engine.cjs:1:2)\n');
    await new Promise(setImmediate);
    crash(70);
    expect(lines).toEqual(['engine: lost, code 70, TypeError | at read (/app/engine.cjs:1:2)']);
  });
});

describe('the ports of windows', () => {
  function windows(state: 'up' | 'down' | 'fatal') {
    const sent: { kind: string; ports: readonly unknown[] }[] = [];
    const engine = {
      state,
      fatal: { name: 'EngineError', code: 'engine-lost', message: 'engine: stopped' },
      send: (message: { kind: string }, ports: readonly unknown[] = []) =>
        void sent.push({ kind: message.kind, ports }),
    };
    const channels: MessageChannel[] = [];
    const ports = createEnginePorts({
      engine: () => ({ ...engine, fatal: engine.state === 'fatal' ? engine.fatal : undefined }),
      openChannel: () => {
        const channel = new MessageChannel();
        channels.push(channel);
        return channel as unknown as { port1: MessagePortMain; port2: MessagePortMain };
      },
    });
    const page = { postMessage: vi.fn(), isDestroyed: vi.fn(() => false) };
    return { engine, ports, page, sent, channels };
  }

  it('go one side to the page, one to the engine', () => {
    const { ports, page, sent, channels } = windows('up');
    ports.request(page);
    expect(page.postMessage).toHaveBeenCalledExactlyOnceWith('gsim:port', null, [
      channels[0]?.port1,
    ]);
    expect(sent).toEqual([{ kind: 'connect', ports: [channels[0]?.port2] }]);
  });

  it('come by themselves with the next engine', () => {
    const { engine, ports, page, sent } = windows('down');
    ports.request(page);
    expect(page.postMessage).not.toHaveBeenCalled();
    engine.state = 'up';
    ports.renew();
    expect([page.postMessage.mock.calls.length, sent.length]).toEqual([1, 1]);
  });

  it('are not made for a page that is gone', () => {
    const { ports, page, sent } = windows('up');
    ports.request(page);
    page.isDestroyed.mockReturnValue(true);
    ports.renew();
    expect(sent).toHaveLength(1);
  });

  it('tell the page that there will be no engine', async () => {
    const { ports, page, channels, sent } = windows('fatal');
    ports.request(page);
    const { port1, port2 } = channels[0]!;
    const said = new Promise<Uint8Array>((resolve) => {
      port1.once('message', resolve);
    });
    port1.postMessage(encodeFrame({ kind: 'hello', protocol: PROTOCOL_VERSION, app: '0.1.0' }));
    expect(new TextDecoder().decode(await said)).toContain('engine-lost');
    expect(sent).toEqual([]);
    port1.close();
    port2.close();
  });
});
