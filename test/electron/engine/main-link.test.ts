import { EventEmitter } from 'node:events';
import type { ParentPort } from 'electron';
import { expect, it, vi } from 'vitest';
import { askMainForSecret } from '../../../electron/engine/ask-main-for-secret.ts';
import { openMainLink } from '../../../electron/engine/main-link.ts';
import { tellPerson } from '../../../electron/engine/tell-person.ts';
import type { FromEngine, ToEngine } from '../../../electron/engine-protocol.ts';
import type { StudioService } from '../../../engine/studio/server/service.ts';

function linked() {
  const sent: FromEngine[] = [];
  const parent = Object.assign(new EventEmitter(), {
    postMessage: (message: FromEngine) => void sent.push(message),
  });
  const link = openMainLink(parent as unknown as ParentPort);
  const hear = (data: unknown, ports: unknown[] = []) => parent.emit('message', { data, ports });
  return { link, sent, hear };
}

it('hears what is of the protocol, and closes the ports of what is not', () => {
  const { link, hear } = linked();
  const connect = vi.fn();
  link.on('connect', connect);
  const [port, stray] = [{ close: vi.fn() }, { close: vi.fn() }];
  hear({ kind: 'connect' }, [port]);
  hear({ kind: 'connect', as: 'root' }, [stray]);
  hear(null);
  expect(connect).toHaveBeenCalledExactlyOnceWith({ kind: 'connect' }, port);
  expect([port.close.mock.calls.length, stray.close.mock.calls.length]).toEqual([0, 1]);
});

it('asks main for each key when it is needed, and gives each answer to who asked', async () => {
  const { link, sent, hear } = linked();
  const read = askMainForSecret(link);
  const [gpt, llama] = [read('gpt'), read('llama')];
  const answer = (model: string, secret: string | null) => {
    const asked = sent.find((message) => message.kind === 'secret' && message.model === model);
    const { request } = asked as Extract<FromEngine, { kind: 'secret' }>;
    hear({ kind: 'secret', request, secret } satisfies ToEngine);
  };
  answer('llama', null);
  answer('gpt', 'sk-1');
  expect(await Promise.all([gpt, llama])).toEqual(['sk-1', undefined]);
  void read('gpt');
  expect(sent).toHaveLength(3);
});

it('tells main of settings and recent projects, at the start and after each change', async () => {
  const { link, sent } = linked();
  let changed = () => {};
  let updates = false;
  const service = {
    topics: {
      studio: () => ({
        read: () => ({
          settings: { updates, notifications: true },
          projectsFolder: '/p',
          recent: [
            { project: '/p/a', exists: true },
            { project: '/p/gone', exists: false },
          ],
        }),
        onChange: (listener: () => void) => {
          changed = listener;
          return () => {};
        },
      }),
    },
  };
  await tellPerson(service as unknown as StudioService, link);
  updates = true;
  changed();
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  const person = { kind: 'person', notifications: true, projectsFolder: '/p', recent: ['/p/a'] };
  expect(sent).toEqual([
    { ...person, updates: false },
    { ...person, updates: true },
  ]);
});
