import { describe, expect, it } from 'vitest';
import { createInProcess } from '../../engine/compute/in-process.ts';

const tasks = [
  {
    name: 'mark',
    run: (input: { list: number[] }) => {
      input.list.push(1);
      return input;
    },
  },
  { name: 'function', run: () => () => 1 },
];

describe('the in-process executor', () => {
  it('clones what goes in and what comes out', async () => {
    const input = { list: [0] };
    const output = await createInProcess(tasks).run<typeof input, typeof input>(
      { name: 'mark' },
      input,
    );
    expect(input.list).toEqual([0]);
    expect(output).toEqual({ list: [0, 1] });
  });

  it('refuses what could not cross to a worker', async () => {
    const executor = createInProcess(tasks);
    await expect(executor.run({ name: 'mark' }, { list: () => 1 })).rejects.toThrow(/clone/);
    await expect(executor.run({ name: 'function' }, 1)).rejects.toThrow(/clone/);
  });

  it('refuses unknown tasks, doubled names, and work after it was closed', async () => {
    const executor = createInProcess(tasks);
    await expect(executor.run({ name: 'none' }, 1)).rejects.toMatchObject({ code: 'task-failed' });
    expect(() => createInProcess([...tasks, tasks[0]!])).toThrow(/same name/);
    await executor.close();
    await expect(executor.run({ name: 'mark' }, { list: [] })).rejects.toMatchObject({
      code: 'closed',
    });
  });
});
