/** Language models as a window uses them, against a server of our own. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { StudioClient } from '../../../engine/studio/contract/client.ts';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import {
  candidateReply,
  failure,
  type LlmServer,
  type LlmServerOptions,
  startLlmServer,
} from '../../discover/llm/server.ts';
import { ward } from '../../discover/llm/ward-code.ts';
import { temporaryFolder } from '../../project/support.ts';
import { bedsProject, discoveryOf } from './small-discovery.ts';
import { ended, refusal, stateOf, studioIn, windowOn } from './support.ts';

vi.setConfig({ testTimeout: 300_000 });

const KEY = 'sk-secret-of-the-person';

async function serverThat(answer: LlmServerOptions['answer']): Promise<LlmServer> {
  const server = await startLlmServer({ answer });
  onTestFinished(() => server.close());
  return server;
}

async function opened() {
  const folder = await temporaryFolder();
  return { folder, client: windowOn(await studioIn(folder)) };
}

async function save(client: StudioClient, baseUrl: string): Promise<void> {
  const model = { id: 'mine', name: 'Mine', baseUrl, model: 'test-model' };
  await client.call('models.save', model);
  await client.call('secrets.save', { model: 'mine', secret: KEY });
}

describe('a test of a language model', () => {
  it('says which interface answered, asked with the key', async () => {
    const server = await serverThat(() => '{"word": "ready"}');
    const { client } = await opened();
    await save(client, server.baseURL);
    const { milliseconds, ...told } = await client.call('models.test', { id: 'mine' });
    expect(told).toEqual({ answeredBy: 'responses', problem: null });
    expect(milliseconds).toBeGreaterThan(0);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]!.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  it('is content with any words, by whatever interface there is', async () => {
    const server = await startLlmServer({ answer: () => 'Ready!', knows: ['chat-text'] });
    onTestFinished(() => server.close());
    const { client } = await opened();
    await save(client, server.baseURL);
    expect(await client.call('models.test', { id: 'mine' })).toMatchObject({
      answeredBy: 'chat-text',
      problem: null,
    });
  });

  it('tells a key that is not accepted, and never the key', async () => {
    const server = await serverThat(() => failure(401, `Incorrect API key provided: ${KEY}`));
    const { client } = await opened();
    await save(client, server.baseURL);
    const told = await client.call('models.test', { id: 'mine' });
    expect(told).toMatchObject({ answeredBy: null, problem: { code: 'llm-unauthorised' } });
    expect(told.problem!.hint).toMatch(/key/);
    expect(JSON.stringify(told)).not.toContain(KEY);
  });

  it('tells that nothing listens, or that no such model is set up', async () => {
    const server = await serverThat(() => '');
    const { client } = await opened();
    await save(client, server.baseURL);
    await server.close();
    expect(await client.call('models.test', { id: 'mine' })).toMatchObject({
      answeredBy: null,
      problem: { code: 'llm-unavailable', message: expect.stringMatching(/no answer/) },
    });
    expect(await refusal(client.call('models.test', { id: 'other' }))).toMatchObject({
      code: 'no-model',
    });
  });
});

describe('a discovery in which a language model proposes', () => {
  it('shows what it asks and takes, is continued from what was answered, and keeps no key', async () => {
    let asked = 0;
    const server = await serverThat(({ messages }) => {
      if (/Suggest what to change/.test(messages.at(-1)?.content ?? '')) {
        return JSON.stringify({ suggestions: [{ text: 'Make it simpler', because: 'it fits' }] });
      }
      asked += 1;
      return {
        text: candidateReply(asked === 1 ? ward : ward.replace('high: 30', 'high: 40')),
        delay: 50,
      };
    });
    const { folder, client } = await opened();
    const project = await bedsProject(client);
    await save(client, server.baseURL);
    const run = async (more: object) => {
      const job = { kind: 'discover', seed: 1, rounds: 1, candidates: 1, ...more } as const;
      const { job: id } = await client.call('jobs.start', { project, job });
      const seen: JobView[] = [];
      const stop = client.subscribe('job', { project, job: id }, (view) => seen.push(view));
      const view = await ended(client, project, id);
      stop();
      return { view, seen };
    };
    const first = await run({ proposer: 'openai', model: 'mine', sendRows: true });
    const said = first.seen.map((view) => discoveryOf(view).activity);
    expect(said).toContainEqual(expect.stringMatching(/is asked for a structure$/));
    expect(first.view.state).toBe('finished');
    expect(discoveryOf(first.view)).toMatchObject({
      proposer: 'openai',
      activity: null,
      spending: { requests: 1, inputTokens: 100, outputTokens: 20, cost: null },
      rounds: [{ candidates: [{ proposer: 'llm', assumptions: ['One thing is assumed.'] }] }],
    });
    const { text } = await client.call('proposer.preview', {
      project,
      proposer: 'openai',
      sendRows: true,
      candidates: 1,
    });
    for (const { role, content } of server.received[0]!.messages) {
      expect(text).toContain(`[${role}]\n${content}`);
    }
    expect(text).toContain('"all",0,12,2');

    const steers = [{ kind: 'tell', text: 'Nobody stays longer than a month.' }];
    const second = await run({ proposer: 'both', continues: first.view.job, steers });
    expect(second.view.state).toBe('finished');
    const { rounds, spending, proposer } = discoveryOf(second.view);
    expect(proposer).toBe('both');
    expect(rounds[0]).toEqual(discoveryOf(first.view).rounds[0]);
    expect(rounds[1]).toMatchObject({
      suggestions: [{ text: 'Make it simpler', because: 'it fits' }],
      decisions: ['Told: "Nobody stays longer than a month."'],
    });
    // What it was asked before is neither asked nor paid for again.
    expect(spending).toMatchObject({ requests: 2 });
    expect(server.received).toHaveLength(3);
    expect(server.received.at(-1)!.messages.at(-1)!.content).toMatch(/longer than a month/);
    expect(server.received.at(-1)!.messages.at(-1)!.content).toMatch(/Recorded rows/);

    const job = { kind: 'discover', seed: 1, proposer: 'openai' } as const;
    const start = (more: object) =>
      client.call('jobs.start', { project, job: { ...job, ...more } });
    expect(await refusal(start({}))).toMatchObject({ code: 'no-model' });
    expect(await refusal(start({ model: 'other' }))).toMatchObject({ code: 'no-model' });
    for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      expect(await readFile(join(file.parentPath, file.name), 'utf8')).not.toContain(KEY);
    }
    expect(await stateOf(client, 'jobs', { project })).toHaveLength(2);
  });
});
