import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EVENT_INTERVAL } from '../../../engine/studio/contract/envelope.ts';
import { ContractError } from '../../../engine/studio/contract/error.ts';
import type { StudioView } from '../../../engine/studio/contract/studio-view.ts';
import {
  connected,
  type FakeTopic,
  fakeStudio,
  fakeTopic,
  noBed,
  pause,
  studioView,
  until,
} from './fake-studio.ts';
import { LINK_KINDS, type Linker } from './links.ts';

const quiet = 3 * EVENT_INTERVAL;

describe.each(LINK_KINDS)('topics over $name', ({ open }) => {
  let linker: Linker;
  let topic: FakeTopic<StudioView>;
  beforeEach(async () => {
    linker = await open();
    topic = fakeTopic(studioView(0));
  });
  afterEach(() => linker.close());
  const studio = () => connected(linker, fakeStudio({ topics: { studio: () => topic } }));
  const follow = (client: ReturnType<typeof studio>['client']) => {
    const seen: string[] = [];
    const errors: Error[] = [];
    const leave = client.subscribe(
      'studio',
      {},
      (state) => seen.push(state.projectsFolder),
      (error) => errors.push(error),
    );
    return { seen, errors, leave };
  };

  it('give the state as it is, then as it becomes', async () => {
    topic.set(studioView('before'));
    const { seen } = follow(studio().client);
    await until(() => seen.length === 1, 'first state');
    topic.set(studioView('after'));
    await until(() => seen.length === 2, 'second state');
    expect(seen).toEqual(['before', 'after']);
  });

  it('give a late subscriber the newest state first', async () => {
    const { client } = studio();
    const early = follow(client);
    await until(() => early.seen.length === 1, 'first state');
    topic.set(studioView('newest'));
    const late = follow(client);
    await until(() => late.seen.length === 1 && early.seen.length === 2, 'both');
    expect(late.seen).toEqual(['newest']);
  });

  it('send at most 20 states a second, in order, and the last one always', async () => {
    const { seen } = follow(studio().client);
    await until(() => seen.length === 1, 'first state');
    const start = performance.now();
    for (let i = 1; i <= 60; i++) {
      topic.set(studioView(i));
      await pause(5);
    }
    await until(() => seen.at(-1) === '60', 'the last one');
    const seconds = (performance.now() - start) / 1000;
    expect(seen.length).toBeLessThanOrEqual(2 + (1000 / EVENT_INTERVAL) * seconds);
    expect(seen.map(Number)).toEqual([...seen].map(Number).sort((a, b) => a - b));
    expect(topic.reads).toBe(seen.length);
  });

  it('end with the error that the engine gives, and can be followed again', async () => {
    const { client } = studio();
    const { seen, errors } = follow(client);
    await until(() => seen.length === 1, 'first state');
    topic.end(new ContractError('closed', 'closed: the ward', { hint: 'Open it again.' }));
    await until(() => errors.length === 1, 'the end');
    expect(errors[0]).toMatchObject({ code: 'closed', hint: 'Open it again.' });
    topic.set(studioView('unheard'));
    await pause(quiet);
    expect([seen, topic.followers]).toEqual([['0'], 0]);
    const again = follow(client);
    await until(() => again.seen.length === 1, 'a new first state');
    expect(again.seen).toEqual(['unheard']);
  });

  it('are refused with the error of the engine, its place included', async () => {
    const refusing = fakeStudio({
      topics: {
        studio: async () => {
          throw noBed({ field: 'bed' });
        },
      },
    });
    const { errors, seen } = follow(connected(linker, refusing).client);
    await until(() => errors.length === 1, 'refusal');
    expect(errors[0]).toMatchObject({ code: 'no-bed', place: { field: 'bed' } });
    expect(seen).toEqual([]);
  });

  it('whose state does not fit end with the field that is wrong', async () => {
    const { seen, errors } = follow(studio().client);
    await until(() => seen.length === 1, 'first state');
    topic.set({ ...studioView('bad'), recent: [{ name: 'ward' }] } as unknown as StudioView);
    await until(() => errors.length === 1, 'the end');
    expect(errors[0]).toMatchObject({ code: 'bad-value', place: { field: 'recent.0.project' } });
    await until(() => topic.followers === 0, 'the engine lets go');
  });

  it('say nothing after they were left, even when an event is on its way', async () => {
    const { client } = studio();
    const { seen, leave } = follow(client);
    await until(() => seen.length === 1, 'first state');
    await pause(EVENT_INTERVAL);
    const reads = topic.reads;
    topic.set(studioView('on its way'));
    expect(topic.reads).toBe(reads + 1);
    leave();
    await until(() => topic.followers === 0, 'the engine lets go');
    await pause(quiet);
    expect(seen).toEqual(['0']);
  });

  it('left before the engine has opened them are never followed', async () => {
    const opening = Promise.withResolvers<FakeTopic<StudioView>>();
    let opened = 0;
    const slow = fakeStudio({
      topics: {
        studio: () => {
          opened += 1;
          return opening.promise;
        },
      },
    });
    const { seen, leave } = follow(connected(linker, slow).client);
    await until(() => opened === 1, 'opening');
    leave();
    await pause(20);
    opening.resolve(topic);
    await pause(20);
    expect([seen, topic.reads, topic.followers]).toEqual([[], 0, 0]);
  });

  it('are let go of when the window goes', async () => {
    const { client } = studio();
    const { seen } = follow(client);
    await until(() => seen.length === 1, 'first state');
    expect(topic.followers).toBe(1);
    client.close();
    await until(() => topic.followers === 0, 'the engine lets go');
  });

  it('are followed anew after the connection was lost, from a fresh state', async () => {
    const { client, drop } = studio();
    const { seen } = follow(client);
    await until(() => seen.length === 1, 'first state');
    drop();
    topic.set(studioView('meanwhile'));
    await until(() => seen.length === 2, 'fresh state');
    topic.set(studioView('later'));
    await until(() => seen.length === 3, 'next state');
    expect(seen).toEqual(['0', 'meanwhile', 'later']);
    expect(topic.followers).toBe(1);
  });
});
