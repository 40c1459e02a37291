import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { StandingView } from '../../engine/studio/contract/standing-view.ts';
import { PROJECT } from './fixtures.ts';
import { show } from './show.tsx';

const FOUND: StandingView = {
  simulators: [{ simulator: 's1', title: 'Ward', calibration: '0001-discover', verdict: null }],
  mixture: null,
};

const list = async () => within(await screen.findByRole('region', { name: /^First steps/ }));

const done = (region: ReturnType<typeof within>) =>
  region.getAllByRole('listitem').flatMap((item: HTMLElement) => {
    const [, words] = /^(.*), done$/.exec(item.textContent ?? '') ?? [];
    return words === undefined ? [] : [words];
  });

describe('the first steps', () => {
  it('tick what is there, and explain the next one only', async () => {
    show({ inProject: true, project: { ...PROJECT, description: '' } });
    const region = await list();
    expect(done(region)).toEqual(['Add what was observed']);
    expect(region.getByText(/A few sentences/)).toBeTruthy();
    expect(region.queryByText(/One press/)).toBeNull();
  });

  it('tick trust and the outlook once they were looked at with a model', async () => {
    const { app } = show({ inProject: true, handlers: { 'standing.read': () => FOUND } });
    const region = await list();
    await waitFor(() => expect(done(region)).toContain('Find a model'));
    expect(done(region)).not.toContain('Look whether to trust it');
    fireEvent.click(region.getByRole('button', { name: /^Look whether to trust it/ }));
    expect(app.route.getState().step).toBe('trust');
    await waitFor(() => expect(done(region)).toContain('Look whether to trust it'));
  });

  it('end where the question of the project is answered', async () => {
    const { app } = show({
      inProject: true,
      project: { ...PROJECT, goal: 'Which inputs matter?' },
    });
    const region = await list();
    fireEvent.click(region.getByRole('button', { name: /^See which inputs matter/ }));
    expect(app.route.getState().step).toBe('calibrate');
  });

  it('are hidden for good, and come back by their command', async () => {
    show({ inProject: true });
    const region = await list();
    fireEvent.click(region.getByRole('button', { name: 'Hide the first steps for good' }));
    expect(screen.queryByRole('region', { name: /^First steps/ })).toBeNull();
    expect(localStorage.getItem('gsim-first-steps')).toBe('hidden');
    act(() => {
      fireEvent.keyDown(document.body, { key: 'F', ctrlKey: true, shiftKey: true });
    });
    expect((await list()).getAllByRole('listitem')).toHaveLength(5);
  });

  it('stay folded in the next window', async () => {
    localStorage.setItem('gsim-first-steps', 'folded');
    show({ inProject: true });
    const region = await list();
    expect(region.queryAllByRole('listitem')).toEqual([]);
    expect(region.getByRole('button', { name: 'Unfold the first steps' })).toBeTruthy();
  });
});
