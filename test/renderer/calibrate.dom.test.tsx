import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JobView } from '../../engine/studio/contract/job-view.ts';
import type { Handlers } from '../../engine/studio/server/service.ts';
import { FIT, FITTED_PROJECT, STANDING } from './calibrate-fixtures.ts';
import { FOLDER, JOB, PROJECT, SUMMARY } from './fixtures.ts';
import { show } from './show.tsx';

const METHODS = [
  { id: 'auto', words: 'auto', whenToUse: 'always' },
  { id: 'cma-es', words: 'moves a cloud', whenToUse: 'first choice' },
];

const HANDLERS: Partial<Handlers> = {
  'standing.read': () => STANDING,
  'calibrations.read': () => FIT,
  'calibrations.methods': () => METHODS,
};

// Fetched before, so that no test waits for it on a busy machine.
beforeAll(() => import('../../renderer/screens/calibrate/calibrate-page.tsx'), 60_000);
beforeEach(() => sessionStorage.setItem('gsim-step', 'calibrate'));

function showFit(handlers: Partial<Handlers> = {}, options: Parameters<typeof show>[0] = {}) {
  return show({
    inProject: true,
    project: FITTED_PROJECT,
    handlers: { ...HANDLERS, ...handlers },
    ...options,
  });
}

describe('the numbers of a model', () => {
  it('stand in a table with meaning, range, unit, what the data told, and where they come from', async () => {
    showFit();
    const table = await screen.findByRole('table');
    const rows = within(table)
      .getAllByRole('row')
      .map((row) => row.textContent);
    expect(rows[1]).toContain(
      'mean stayaverage length of stay6 dayscalibrated5.5 to 6.5 daysnarrowed by 94 %',
    );
    expect(rows[2]).toContain('the data say nothing about it');
    expect(rows[2]).toContain('0.4assumed by the model');
    expect(screen.getByText(/The data narrowed 2 of them; they say nothing about 1/)).toBeTruthy();
    expect(screen.getByText(/The studio chose this way because it has 3 numbers/)).toBeTruthy();
  });

  it('that cannot be told apart are named in words, and drawn against each other', async () => {
    showFit();
    expect(
      await screen.findByText(/^mean stay and admitted share cannot be told apart/),
    ).toBeTruthy();
    const pairs = screen.getByRole('region', { name: 'Which values go together' });
    expect(
      await within(pairs).findByRole('img', { name: /Mean stay with admitted share go together/ }),
    ).toBeTruthy();
  });

  it('that nobody checked lead to Trust', async () => {
    const { app } = showFit();
    await screen.findByText(/^Nobody checked yet/);
    fireEvent.click(screen.getByRole('button', { name: 'Go to Trust' }));
    expect(app.route.getState().step).toBe('trust');
  });

  it('can be fitted in another way, within a time', async () => {
    const { paramsOf } = showFit({ 'jobs.start': () => ({ job: '0003-calibrate' }) });
    fireEvent.click(await screen.findByText('Let the studio choose', { selector: 'summary' }));
    fireEvent.click(await screen.findByRole('radio', { name: /^Search for the best values/ }));
    fireEvent.click(screen.getByRole('radio', { name: 'At most…' }));
    const button = screen.getByRole('button', { name: 'Fit the numbers' });
    await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false));
    fireEvent.click(button);
    await waitFor(() =>
      expect(paramsOf('jobs.start')).toEqual([
        {
          project: FOLDER,
          job: {
            kind: 'calibrate',
            seed: 1,
            simulator: 'ward',
            method: 'cma-es',
            rows: 'all',
            minutes: 5,
          },
        },
      ]),
    );
  });

  it('get other possible ranges: a new model is made, and fitted', async () => {
    const { paramsOf } = showFit({
      'simulators.change-priors': () => ({ id: 'ward-2', title: 'Ward with one phase' }),
      'jobs.start': () => ({ job: '0003-calibrate' }),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Change what is possible…' }));
    const dialog = await screen.findByRole('dialog', { name: 'What is possible' });
    const stay = within(dialog).getByRole('group', { name: 'mean stay' });
    const again = within(dialog).getByRole('button', { name: 'Fit again with these ranges' });
    expect(again.hasAttribute('disabled')).toBe(true);
    fireEvent.change(within(stay).getByRole('textbox', { name: 'Lowest' }), {
      target: { value: '30' },
    });
    expect(within(stay).getByRole('alert').textContent).toMatch(/must be below/);
    expect(again.hasAttribute('disabled')).toBe(true);
    fireEvent.change(within(stay).getByRole('textbox', { name: 'Lowest' }), {
      target: { value: '2,5' },
    });
    expect(within(dialog).getByText(/2\.5 to 21 days/).textContent).toBe(
      'mean stay: 2.5 to 21 days instead of 1 to 21 days',
    );
    fireEvent.click(again);
    await waitFor(() =>
      expect(paramsOf('simulators.change-priors')).toEqual([
        {
          project: FOLDER,
          simulator: 'ward',
          priors: { mean_stay: { kind: 'uniform', low: 2.5, high: 21 } },
        },
      ]),
    );
    await waitFor(() =>
      expect(paramsOf('jobs.start')).toMatchObject([
        { job: { kind: 'calibrate', simulator: 'ward-2', rows: 'all', method: 'auto' } },
      ]),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('of a changed model are laid beside those of the model that it was made from', async () => {
    const [stay, ...others] = FIT.parameters;
    if (!stay) throw new Error('fixture');
    const changed = {
      ...FIT,
      simulator: 'ward-2',
      title: 'Ward, longer stays',
      parameters: [{ ...stay, value: 7, prior: { ...stay.prior, low: 3 } }, ...others],
    } as typeof FIT;
    showFit(
      {
        'standing.read': () => ({
          ...STANDING,
          simulators: [
            {
              simulator: 'ward-2',
              title: changed.title,
              calibration: '0003-calibrate',
              verdict: null,
            },
            ...STANDING.simulators,
          ],
        }),
        'calibrations.read': ({ simulator }) => (simulator === 'ward-2' ? changed : FIT),
      },
      {
        project: {
          ...FITTED_PROJECT,
          simulators: [
            ...FITTED_PROJECT.simulators,
            {
              id: 'ward-2',
              title: changed.title,
              saved: '2026-11-23T09:00:00.000Z',
              proposer: 'person',
              round: null,
              parent: 'ward',
              rationale: '',
            },
          ],
        },
      },
    );
    const sheet = await screen.findByRole('region', {
      name: 'What you changed, against Ward with one phase',
    });
    expect(
      within(sheet)
        .getAllByRole('row')
        .map((row) => row.textContent),
    ).toEqual([
      'NumberPossible beforePossible nowBest value beforeBest value nowUnit',
      'mean stay1 to 213 to 2167days',
    ]);
  });
});

describe('a fit', () => {
  const live: JobView = {
    ...JOB,
    ...SUMMARY,
    job: '0003-calibrate',
    kind: 'calibrate',
    discovery: null,
    progress: { phase: 'Searching', done: 400, total: 4000, unit: 'runs' },
    trace: {
      method: { id: 'cma-es', words: 'moves a cloud', because: 'it runs quickly' },
      measure: 'best error so far',
      points: [
        { done: 200, value: 0.9 },
        { done: 400, value: 0.4 },
      ],
      parameters: [{ name: 'mean_stay', unit: 'days', value: 6, low: 4, high: 9 }],
    },
  };
  const {
    discovery: _,
    trace: __,
    decision: ___,
    seed,
    stage,
    secondsLeft,
    warnings,
    outcome,
    logLines,
    ...summary
  } = live;

  it('that goes on shows its way, how far off the best is, and the numbers', async () => {
    showFit({}, { jobs: [summary], job: live });
    const sheet = await screen.findByRole('region', { name: 'How the fit goes' });
    expect(sheet.textContent).toContain(
      'The studio chose: Search for the best values, because it runs quickly.',
    );
    expect(
      await within(sheet).findByRole('img', { name: /Best error so far: 0\.4 after 400 runs/ }),
    ).toBeTruthy();
    expect(within(sheet).getByRole('img', { name: /6 days, searched from 4 to 9/ })).toBeTruthy();
  });

  it('that failed says why, and goes on', async () => {
    const { app } = showFit(
      {
        'calibrations.read': ({ run }) => {
          if (run) throw new Error('nothing was fitted');
          return FIT;
        },
      },
      {
        jobs: [
          {
            ...summary,
            state: 'failed',
            error: { name: 'E', code: 'x', message: 'model: it divides by zero', hint: 'Mend it.' },
          },
        ],
        job: { ...live, state: 'failed' },
      },
    );
    await screen.findByRole('table');
    fireEvent.click(screen.getByRole('button', { name: /Run 3: fitting the numbers/ }));
    expect((await screen.findByRole('alert')).textContent).toContain('it divides by zero');
    expect(screen.getByRole('button', { name: 'Resume' })).toBeTruthy();
    expect(app.ui.getState().notices).toEqual([]);
  });
});

describe('where there is nothing to show', () => {
  it('leads to the search where there is no model', async () => {
    const { app } = showFit(
      { 'standing.read': () => ({ simulators: [], mixture: null }) },
      { project: PROJECT },
    );
    await screen.findByRole('heading', { name: 'There is no model yet' });
    fireEvent.click(screen.getByRole('button', { name: 'Go to Find a model' }));
    expect(app.route.getState().step).toBe('discover');
  });

  it('says that a model was not fitted yet', async () => {
    showFit({ 'standing.read': () => ({ simulators: [], mixture: null }) });
    expect(await screen.findByRole('heading', { name: 'Nothing was fitted yet' })).toBeTruthy();
  });

  it('tells what went wrong, and tries again', async () => {
    let tries = 0;
    showFit({
      'calibrations.read': () => {
        tries += 1;
        if (tries === 1) throw new Error('disk is away');
        return FIT;
      },
    });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('disk is away');
    fireEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table')).toBeTruthy();
  });
});
