import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FOLDER } from './fixtures.ts';
import { AIM, DECISION, PROJECT_WITH_AIM, SEARCHED } from './policies-fixtures.ts';
import { choose, DONE, showFound, showPolicies } from './show-policies.tsx';

describe('the search', () => {
  it('is begun with the goal as it was typed last', async () => {
    const { paramsOf } = showPolicies({
      handlers: { 'jobs.start': () => ({ job: SEARCHED.job }) },
    });
    fireEvent.click(await screen.findByText('How long it looks'));
    fireEvent.change(screen.getByRole('textbox', { name: 'Minutes at most' }), {
      target: { value: '2' },
    });
    const days = screen.getByRole('textbox', { name: 'Days ahead' });
    fireEvent.change(days, { target: { value: '14' } });
    fireEvent.blur(days);
    fireEvent.click(
      within(screen.getByRole('region', { name: 'Find a policy' })).getByRole('button'),
    );
    await waitFor(() => expect(paramsOf('jobs.start')).toHaveLength(1));
    expect(paramsOf('jobs.start')[0]).toEqual({
      project: FOLDER,
      job: {
        ...{ kind: 'decide', seed: 1, minutes: 2 },
        subject: { kind: 'simulator', simulator: 'ward' },
        aim: { ...AIM, horizon: 14 },
      },
    });
  });

  it('is watched: how many were tried, how many are good, whether it still gets better', async () => {
    showFound({
      jobs: [{ ...DONE, state: 'running', ended: null }],
      job: { ...SEARCHED, state: 'running', ended: null },
      handlers: {
        'decisions.read': () => ({ ...DECISION, cards: [], understanding: null, ended: null }),
      },
    });
    expect(await screen.findByText(/^400 policies were tried so far: /)).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Does it still get better?' })).toBeTruthy();
    expect(screen.queryByRole('heading', { name: 'Pinned policies' })).toBeNull();
  });

  it('tells each warning with a way out', async () => {
    showFound({
      handlers: {
        'decisions.read': () => ({
          ...DECISION,
          warnings: ['No policy keeps all limits: at best in 81 % of outcomes.'],
        }),
      },
    });
    const warning = await screen.findByText(/^No policy keeps all limits/);
    const banner = warning.closest('[role=status]') as HTMLElement;
    fireEvent.click(within(banner).getByRole('button', { name: 'Change the goal' }));
    expect(document.activeElement?.textContent).toBe('What you want');
  });

  it('that failed says why, and can be resumed', async () => {
    const error = { name: 'E', code: 'broken', message: 'all runs broke', hint: 'Narrow it.' };
    showFound({
      jobs: [{ ...DONE, state: 'failed', error: error as never }],
      job: { ...SEARCHED, state: 'failed', error: error as never, decision: null },
      handlers: {
        'decisions.read': () => {
          throw new Error('nothing there');
        },
      },
    });
    expect(await screen.findByText('Narrow it.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Resume' })).toBeTruthy();
  });
});

describe('policies', () => {
  it('are pinned from the list, four at most, each with its rule, chance and cost', async () => {
    const { app } = showFound();
    const list = await screen.findByRole('region', {
      name: 'Policies that were looked at closely',
    });
    for (const name of ['Policy 2', 'Policy 3', 'Do nothing', 'As set today'])
      fireEvent.click(within(list).getByRole('button', { name: `Pin: ${name}` }));
    const pinned = screen.getByRole('region', { name: 'Pinned policies' });
    expect(
      within(pinned)
        .getAllByRole('heading', { level: 3 })
        .map(({ textContent }) => textContent),
    ).toEqual(['A Recommended', 'B Policy 2', 'C Policy 3', 'D Do nothing']);
    expect(app.ui.getState().notices.map((one) => one.kind === 'done' && one.text)).toEqual([
      'Four policies are compared at most: take one away first.',
    ]);
    const card = within(pinned).getByRole('listitem', { name: 'A: Recommended' });
    expect(card.textContent).toContain('Open 16 extra beds once occupied beds pass 30');
    expect(card.textContent).toContain('kept');
    expect(card.textContent).toContain('in 97.2 % (96.2 to 98.2) of outcomes');
    expect(card.textContent).toContain('17,800 € (17,266 to 18,334)');
    expect(card.textContent).toContain('9 of 10 outcomes: 9,790 to 26,700 €');
    const worst = within(pinned).getByRole('listitem', { name: 'D: Do nothing' });
    expect(worst.textContent).toContain('not kept');
  });

  it('are narrowed down by figures, with a count of those that are left', async () => {
    showFound();
    expect(await screen.findByText('7 of 7 policies left')).toBeTruthy();
    const cost = screen.getByRole('group', { name: 'Total cost, on average (€)' });
    const most = within(cost).getByRole('textbox', { name: /^To at most/ });
    fireEvent.change(most, { target: { value: '20000' } });
    expect(screen.getByText('4 of 7 policies left')).toBeTruthy();
    const kept = screen.getByRole('group', { name: 'Limit kept (%)' });
    fireEvent.change(within(kept).getByRole('textbox', { name: /^From at least/ }), {
      target: { value: '95' },
    });
    expect(screen.getByText('2 of 7 policies left')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show all again' }));
    expect(screen.getByText('7 of 7 policies left')).toBeTruthy();
  });

  it('are seen day by day, week by week', async () => {
    showFound();
    const closely = await screen.findByRole('region', { name: /Recommended, closely$/ });
    fireEvent.click(within(closely).getByText('As a calendar'));
    const calendar = within(closely).getByRole('region', { name: 'Calendar of extra beds' });
    const rows = within(calendar).getAllByRole('row');
    expect(rows.map(({ textContent }) => textContent).slice(1, 3)).toEqual([
      '1 Mar 202400 to 16',
      '8 Mar 202411.40 to 16',
    ]);
    fireEvent.click(within(closely).getByRole('radio', { name: 'Day by day' }));
    expect(within(calendar).getAllByRole('row')).toHaveLength(29);
  });

  it('have a surface over any two of their numbers', async () => {
    const { paramsOf } = showFound();
    fireEvent.click(await screen.findByRole('tab', { name: 'Any two numbers' }));
    expect(
      await screen.findByText('The number “closes so far below” does nothing here.'),
    ).toBeTruthy();
    expect(paramsOf('decisions.surface')[0]?.question).toMatchObject({
      candidate: 'r',
      across: { lever: 'extra_beds', name: 'above' },
      up: { lever: 'extra_beds', name: 'gap' },
    });
    await choose('Upwards', '^beds when open$', 1);
    await waitFor(() =>
      expect(paramsOf('decisions.surface').at(-1)?.question.up.name).toBe('high'),
    );
  });

  it('are understood: what drives them, where they fail, what they give away, what stress does', async () => {
    const { paramsOf } = showFound({
      handlers: {
        'scenarios.save': ({ scenario }) => ({
          id: 'surge',
          view: { ...PROJECT_WITH_AIM, scenarios: [{ id: 'surge', scenario }] },
        }),
      },
    });
    fireEvent.click(await screen.findByRole('tab', { name: 'What drives it' }));
    expect(
      screen.getByText(/Most of what is not known of the cost comes from mean stay/),
    ).toBeTruthy();
    expect(screen.getByRole('row', { name: /mean stay 2,100 € \(1,800 to 2,400\)/ })).toBeTruthy();
    fireEvent.click(screen.getByRole('tab', { name: 'Where it fails' }));
    expect(screen.getByText(/Holds 82 % of all failures; within it 91 %/)).toBeTruthy();
    fireEvent.click(screen.getByRole('tab', { name: 'If a structure is right' }));
    expect(
      screen.getByRole('row', { name: /^Recommended 300 900 least 480 least 900$/ }),
    ).toBeTruthy();
    fireEvent.click(screen.getByRole('tab', { name: 'Stress tests' }));
    expect(screen.getByText(/not kept: 71 % \(69 to 73\)/)).toBeTruthy();
    fireEvent.click(
      await screen.findByRole('button', { name: /^Look for a policy for it: A surge/ }),
    );
    await waitFor(() => expect(paramsOf('aims.save').at(-1)?.aim.scenario).toBe('surge'));
  });

  it('become a plan with a name, and how the script runs it', async () => {
    const about = { name: 'My plan', words: ['Open 16 extra beds.'], aim: [], expected: [] };
    const plan = {
      ...{ id: 'my-plan', file: 'policies/my-plan.json' },
      about: { ...about, run: null, candidate: null },
    };
    const { paramsOf } = showFound({
      handlers: {
        'plans.make': () => ({
          ...{ id: plan.id, file: plan.file },
          view: { ...PROJECT_WITH_AIM, plans: [plan] },
        }),
        'plans.remove': () => PROJECT_WITH_AIM,
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Make this my plan: Recommended' }));
    fireEvent.change(screen.getByRole('textbox', { name: 'Name of the plan' }), {
      target: { value: 'My plan' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Write the plan' }));
    expect(
      await screen.findByText('node <script> --ahead --policy policies/my-plan.json'),
    ).toBeTruthy();
    expect(paramsOf('plans.make')[0]).toEqual({
      ...{ project: FOLDER, run: SEARCHED.job, candidate: 'r', name: 'My plan' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Remove the plan My plan' }));
    await waitFor(() => expect(screen.queryByText(/--policy policies/)).toBeNull());
  });

  it('are only read where the project is read-only', async () => {
    showFound({
      project: {
        ...PROJECT_WITH_AIM,
        readOnly: { name: 'E', code: 'locked', message: 'open elsewhere', hint: '' } as never,
      },
    });
    expect(await screen.findByText(/^Minimise the total cost, on average\.$/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add a wish' })).toBeNull();
    const make = await screen.findByRole('button', { name: 'Make this my plan: Recommended' });
    expect(make.hasAttribute('disabled')).toBe(true);
  });
});
