import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ExploreRequest, ExploreResult } from '../../engine/studio/contract/explore.ts';
import type { Handlers } from '../../engine/studio/server/service.ts';
import { FIT, FITTED_PROJECT, STANDING } from './calibrate-fixtures.ts';
import { FOLDER } from './fixtures.ts';
import { show } from './show.tsx';

const LEVELS = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975];

/** Two days; all values times the number that is moved. */
function answer({ runs, set, above, seed }: ExploreRequest): ExploreResult {
  const times = set.extra_beds ?? 1;
  const quantiles = [10, 20].flatMap((middle) =>
    LEVELS.map((level) => middle * times * (0.5 + level)),
  );
  const values = Float64Array.from(quantiles);
  const peak = values.slice(LEVELS.length);
  const chance = {
    value: Float64Array.of(0.1, 0.5),
    low: Float64Array.of(0, 0.4),
    high: Float64Array.of(0.2, 0.6),
  };
  const level = above.occupied_beds;
  return {
    ...{ timeUnit: 'day', levels: LEVELS, runs, milliseconds: seed },
    ...{ conditions: ['Admissions ahead: as last recorded.'], warnings: [] },
    trajectories: [
      {
        ...{ id: 'a', first: 60, rows: 2, dates: ['2024-03-01', '2024-03-02'], failures: null },
        outputs: [
          {
            ...{ name: 'occupied_beds', unit: 'patients', meaning: 'beds in use' },
            ...{ mean: Float64Array.of(10, 20), paths: Float64Array.of(9, 19) },
            ...{ quantiles: values, quantilesLow: values, quantilesHigh: values },
            ...{ peak, peakLow: peak, peakHigh: peak },
            line: level === undefined ? null : { level, on: chance, by: chance },
          },
        ],
      },
    ],
  };
}

const STRUCTURE = {
  ...{ title: 'Ward', code: '', parent: null, assumptions: [], modules: [], parameters: [] },
  graph: { nodes: [], edges: [] },
  levers: [
    {
      ...{ name: 'extra_beds', meaning: 'beds that there are', unit: 'beds' },
      ...{ default: 1, low: 0, high: 10, integer: true },
    },
  ],
  outputs: [{ name: 'occupied_beds', meaning: 'beds in use', unit: 'patients' }],
};

const HANDLERS: Partial<Handlers> = {
  'standing.read': () => STANDING,
  'structures.read': () => STRUCTURE,
  'calibrations.read': () => FIT,
  'explore.run': ({ question }) => answer(question),
};

function showAhead(handlers: Partial<Handlers> = {}) {
  return show({
    ...{ inProject: true, project: FITTED_PROJECT, step: 'forecast' },
    handlers: { ...HANDLERS, ...handlers },
    abilities: { reveal: true },
  });
}

describe('the days ahead', () => {
  it('are told as a fan, a risk in frequencies, and how exact it is', async () => {
    const { paramsOf } = showAhead();
    await screen.findByText('500 runs');
    const ahead = screen.getByRole('region', { name: 'The days ahead' });
    expect(ahead.textContent).toContain(
      'On 2 Mar 2024 occupied beds will be between 11 and 30 patients in 19 of 20 outcomes, 20 in the middle.',
    );
    expect(ahead.textContent).toContain(
      'In 1 of 20 outcomes the highest day is above 29 patients (29 to 29 given 500 runs).',
    );
    expect(screen.getByText('Admissions ahead: as last recorded.')).toBeTruthy();
    expect(paramsOf('explore.run').map(({ question }) => question.runs)).toEqual([100, 500]);
  });

  it('say the chance of a limit, which is a number and a line', async () => {
    const { paramsOf } = showAhead();
    fireEvent.click(await screen.findByRole('button', { name: 'Add a limit line' }));
    expect(
      await screen.findByText(/at least once by 2 Mar 2024: in 10 of 20 outcomes/),
    ).toBeTruthy();
    expect(
      screen.getByText('It is more likely than not to have happened by 2 Mar 2024.'),
    ).toBeTruthy();
    expect(paramsOf('explore.run').at(-1)?.question.above).toEqual({ occupied_beds: 25 });
  });

  it('run more when asked to', async () => {
    const { paramsOf } = showAhead();
    await screen.findByText('500 runs');
    fireEvent.click(screen.getByRole('button', { name: 'Run 300 more' }));
    expect(await screen.findByText('800 runs')).toBeTruthy();
    expect(paramsOf('explore.run').at(-1)?.question.runs).toBe(800);
  });
});

describe('what if', () => {
  it('is compared with things as they are, and taken back', async () => {
    const { paramsOf } = showAhead();
    const field = await screen.findByRole('textbox', { name: 'extra beds in beds' });
    fireEvent.change(field, { target: { value: '2' } });
    fireEvent.blur(field);
    const table = await screen.findByRole('region', { name: 'Against things as they are' });
    const row = within(table).getByRole('row', { name: /^On 2 Mar 2024, in the middle/ });
    await waitFor(() => expect(row.textContent).toContain('2040+20+100 %'));
    expect(paramsOf('explore.run').some(({ question }) => question.set.extra_beds === 2)).toBe(
      true,
    );

    fireEvent.click(screen.getByRole('button', { name: 'Take back extra beds' }));
    await waitFor(() =>
      expect(screen.queryByRole('region', { name: 'Against things as they are' })).toBeNull(),
    );
    expect(paramsOf('explore.run').at(-1)?.question.set).toEqual({});
  });

  it('has dated changes, moved by keys on their bar and by their dates', async () => {
    const { paramsOf } = showAhead();
    await screen.findByText('500 runs');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Add a change' })).toHaveProperty(
        'disabled',
        false,
      ),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Add a change' }));
    const changes = () => paramsOf('explore.run').at(-1)?.question.changes;
    await waitFor(() =>
      expect(changes()).toEqual([
        { name: 'extra_beds', how: 'scale', value: 1.2, first: 1, last: 2 },
      ]),
    );
    const bar = screen.getByRole('button', { name: /^extra beds times 1.2.*Arrow keys/ });
    fireEvent.keyDown(bar, { key: 'ArrowLeft', shiftKey: true });
    await waitFor(() => expect(changes()?.[0]).toMatchObject({ first: 1, last: 1 }));
    fireEvent.change(screen.getByLabelText('To'), { target: { value: '2024-03-02' } });
    await waitFor(() => expect(changes()?.[0]).toMatchObject({ first: 1, last: 2 }));
    fireEvent.click(screen.getByRole('button', { name: /^Remove: extra beds times/ }));
    await waitFor(() => expect(changes()).toEqual([]));
  });

  it('that is refused says why and can be taken back', async () => {
    let isBroken = true;
    showAhead({
      'explore.run': ({ question }) => {
        if (isBroken) throw new Error('beds: out of range');
        return answer(question);
      },
    });
    expect((await screen.findByRole('alert')).textContent).toMatch(/out of range/i);
    isBroken = false;
    fireEvent.click(screen.getByRole('button', { name: 'Take all changes back' }));
    expect(await screen.findByText('500 runs')).toBeTruthy();
  });
});

describe('without a model', () => {
  it('the way to one is shown', async () => {
    const { app } = showAhead({ 'standing.read': () => ({ simulators: [], mixture: null }) });
    fireEvent.click(await screen.findByRole('button', { name: 'Go to Find a model' }));
    expect(app.route.getState().step).toBe('discover');
  });
});

describe('the model in use', () => {
  it('leaves as a script that says where it lies', async () => {
    const script = `${FOLDER}/exports/ward-4.mjs`;
    const { desktop } = showAhead({
      'exports.script': () => ({ script, simulator: 's1', title: 'Ward 4', sets: 200 }),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Export as a script' }));
    expect(await screen.findByText(script)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show in its folder' }));
    await waitFor(() => expect(desktop.reveal).toHaveBeenCalledWith(script));
  });
});
