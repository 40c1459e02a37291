import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Origin } from '../../renderer/components/origin.tsx';
import { Term } from '../../renderer/components/term.tsx';
import { TERMS } from '../../renderer/words/terms.ts';
import { JOB, PROJECT, SUMMARY } from './fixtures.ts';
import { show } from './show.tsx';

afterEach(() => vi.restoreAllMocks());

const FINISHED = { ...SUMMARY, state: 'finished', ended: '2026-11-22T09:01:00.000Z' } as const;

async function finish(options: Parameters<typeof show>[0] = {}) {
  const shown = show({ inProject: true, jobs: [SUMMARY], ...options });
  await screen.findByRole('button', { name: 'Pause' });
  await act(async () => shown.topics.jobs.set([FINISHED]));
  return shown;
}

describe('the end of a run', () => {
  it('is told with the way to what came of it, which goes once one is there', async () => {
    const { app, desktop } = await finish();
    const messages = within(screen.getByRole('region', { name: 'Messages' }));
    expect(await messages.findByText('Finding a model: finished')).toBeTruthy();
    expect(desktop.notify).toHaveBeenCalledWith({
      title: 'Finding a model: finished',
      body: 'Ward 4',
    });
    fireEvent.click(messages.getByRole('button', { name: 'See how far to trust it' }));
    expect(app.route.getState().step).toBe('trust');
    expect(messages.queryByRole('button', { name: 'See how far to trust it' })).toBeNull();
  });

  it('stands in the title of a window that nobody looks at, until somebody does', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(false);
    await finish();
    await waitFor(() =>
      expect(document.title).toBe('Finding a model: finished - Ward 4 - G-Sim Studio'),
    );
    act(() => void window.dispatchEvent(new Event('focus')));
    expect(document.title).toBe('Ward 4 - G-Sim Studio');
  });

  it('is in no title where the window is looked at', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true);
    await finish();
    await screen.findByText('Finding a model: finished');
    await waitFor(() => expect(document.title).toBe('Ward 4 - G-Sim Studio'));
  });
});

describe('a run that goes on', () => {
  it('says how far it is in the title, and how long it will still take', async () => {
    show({ inProject: true, jobs: [SUMMARY], job: { ...JOB, secondsLeft: 118 } });
    const bar = within(await screen.findByRole('region', { name: 'The run that goes on' }));
    expect(await bar.findByText('about 2 minutes left')).toBeTruthy();
    expect(bar.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('1 of 4 structures');
    // 1.4 of 4 structures.
    expect(document.title).toBe('35 % - Ward 4 - G-Sim Studio');
  });

  it('is stopped by a name that is whole, however narrow the window', async () => {
    const { paramsOf } = show({
      inProject: true,
      jobs: [SUMMARY],
      handlers: { 'jobs.cancel': () => ({}) },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Stop and keep the best' }));
    await waitFor(() => expect(paramsOf('jobs.cancel')).toHaveLength(1));
  });
});

describe('a project that cannot be changed', () => {
  it('says why in words, and offers neither undo nor a stop', async () => {
    const readOnly = {
      name: 'ProjectError',
      code: 'locked',
      message: 'project: open in another window',
      hint: 'Close it there.',
    };
    show({ inProject: true, project: { ...PROJECT, readOnly }, jobs: [SUMMARY] });
    expect(await screen.findByText(/^Read-only: you can look at everything/)).toBeTruthy();
    expect(screen.getByText('Close it there.')).toBeTruthy();
    expect(screen.getByRole('button', { name: /^Undo/ }).hasAttribute('disabled')).toBe(true);
    await screen.findByRole('progressbar');
    expect(screen.queryByRole('button', { name: 'Stop and keep the best' })).toBeNull();
  });
});

describe('words that explain themselves', () => {
  it('do so one at a time, and Escape closes them', async () => {
    render(
      <p>
        A <Term id="range">range</Term> and a <Term id="weight" />
      </p>,
    );
    fireEvent.click(screen.getByRole('button', { name: 'range' }));
    const dialog = await screen.findByRole('dialog', { name: TERMS.range.title });
    expect(dialog.textContent).toContain(TERMS.range.text);
    fireEvent.keyDown(dialog, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByRole('button', { name: TERMS.weight.title })).toBeTruthy();
  });

  it.each(Object.entries(TERMS))('%s is short and free of jargon', (_, { text }) => {
    expect(text.split(/\s+/).length).toBeLessThanOrEqual(60);
    expect(text).not.toMatch(/posterior|prior\b|theta|likelihood|stochastic|quantile|CSV/i);
  });
});

describe('where a number comes from', () => {
  it.each([
    ['data', 'data'],
    ['calibrated', 'calibrated'],
    ['model', 'assumed by the model'],
    ['you', 'assumed by you'],
  ] as const)('is said in words, by a drawing and never by colour alone: %s', (of, words) => {
    const { container } = render(<Origin of={of} />);
    expect(container.textContent).toBe(words);
    expect(container.querySelector('svg')).toBeTruthy();
  });

  it('is heard whole where only one word is seen', () => {
    const { container } = render(<Origin of="you" isShort />);
    expect(container.querySelector('.sr-only')?.textContent).toBe('assumed by you');
    expect(container.querySelector('[aria-hidden="true"]:not(svg)')?.textContent).toBe('you');
  });
});
