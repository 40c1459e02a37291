import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AIM, NEW_PROJECT, SPACE } from './policies-fixtures.ts';
import { choose, showPolicies } from './show-policies.tsx';

describe('the goal', () => {
  it('begins with one that fits what can be set', async () => {
    const { paramsOf } = showPolicies({ project: NEW_PROJECT });
    const begin = 'Begin with this: Enough extra beds at the least cost';
    fireEvent.click(await screen.findByRole('button', { name: begin }));
    await waitFor(() => expect(paramsOf('aims.save')).toHaveLength(1));
    const [saved] = paramsOf('aims.save');
    expect(saved?.aim.limits).toEqual(AIM.limits);
    expect(saved?.aim.choices.map(({ lever, kinds }) => [lever, kinds])).toEqual([
      ['extra_beds', ['threshold', 'constant']],
    ]);
    expect(await screen.findByRole('list', { name: 'Wishes' })).toBeTruthy();
  });

  it('is a sentence whose parts are changed in their place, and saved', async () => {
    const { paramsOf } = showPolicies();
    const words =
      'Keep the highest day of shortage of extra beds at most 0 beds in 95 % of outcomes';
    const limit = await screen.findByRole('group', { name: words });
    const chance = within(limit).getByRole('textbox', { name: /In how many of 100 outcomes/ });
    fireEvent.change(chance, { target: { value: '90' } });
    fireEvent.blur(chance);
    expect(await screen.findByRole('group', { name: /in 90 % of outcomes$/ })).toBeTruthy();
    await choose('Which side of the limit', '^below$');
    await waitFor(() => {
      const saved = paramsOf('aims.save').at(-1);
      expect(saved?.aim.limits[0]).toMatchObject({ is: 'below', chance: 0.9 });
      expect(saved?.id).toBe('enough-beds');
    });
  });

  it('has three wishes at most, of which one stays', async () => {
    showPolicies();
    const add = await screen.findByRole('button', { name: 'Add a wish' });
    fireEvent.click(add);
    await waitFor(() =>
      expect(
        within(screen.getByRole('list', { name: 'Wishes' })).getAllByRole('group'),
      ).toHaveLength(3),
    );
    expect(add.hasAttribute('disabled')).toBe(true);
    for (const left of [2, 1]) {
      const [first] = screen.getAllByRole('button', { name: /^Remove: M/ });
      if (first) fireEvent.click(first);
      await waitFor(() =>
        expect(
          within(screen.getByRole('list', { name: 'Wishes' })).getAllByRole('group'),
        ).toHaveLength(left),
      );
    }
    expect(screen.queryByRole('button', { name: /^Remove: M/ })).toBeNull();
  });

  it('is typed as a sentence; one that is not understood says how to put it', async () => {
    const { paramsOf } = showPolicies({
      handlers: {
        'aims.understand': ({ text }) =>
          text.startsWith('Keep')
            ? { objective: null, limit: { ...AIM.limits[0], level: 2 } as never, problem: null }
            : {
                ...{ objective: null, limit: null },
                problem: { message: 'not understood: beds', hint: 'Begin with Keep or Minimise.' },
              },
      },
    });
    const field = await screen.findByRole('textbox', { name: 'Or type a wish or a limit' });
    fireEvent.change(field, { target: { value: 'beds' } });
    fireEvent.click(screen.getByRole('button', { name: 'Add it' }));
    expect(await screen.findByText('Begin with Keep or Minimise.')).toBeTruthy();
    fireEvent.change(field, { target: { value: 'Keep the shortage at most 2' } });
    fireEvent.click(screen.getByRole('button', { name: 'Add it' }));
    await waitFor(() =>
      expect(
        paramsOf('aims.save')
          .at(-1)
          ?.aim.limits.map(({ level }) => level),
      ).toEqual([0, 2]),
    );
  });

  it('says that nothing can be set, and offers to add something', async () => {
    showPolicies({
      project: { ...NEW_PROJECT, resources: [] },
      handlers: { 'decisions.space': () => ({ ...SPACE, levers: [] }) },
    });
    expect(await screen.findByText('The model in use has no lever:')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Add something you can provide' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Find a policy' })).toBeNull();
  });
});

describe('what may be set', () => {
  it('is chosen among kinds of policies, with where their numbers are looked for', async () => {
    const { paramsOf } = showPolicies();
    const group = await screen.findByRole('group', { name: 'How extra beds may be set' });
    fireEvent.click(within(group).getByRole('checkbox', { name: /^by the day of the week/ }));
    await waitFor(() =>
      expect(paramsOf('aims.save').at(-1)?.aim.choices[0]?.kinds).toEqual([
        'threshold',
        'constant',
        'weekday',
      ]),
    );
    const high = screen.getByRole('textbox', { name: /^opens above, to/ });
    fireEvent.change(high, { target: { value: '44' } });
    fireEvent.blur(high);
    await waitFor(() =>
      expect(paramsOf('aims.save').at(-1)?.aim.choices[0]?.ranges).toEqual({
        threshold: { above: { low: 0, high: 44 } },
      }),
    );
  });

  it('looks at what the person says, as soon as that is known', async () => {
    const { paramsOf } = showPolicies();
    await choose('What it looks at', 'mean of the last 7 days');
    const delay = await screen.findByRole('textbox', { name: 'Known after, days' });
    fireEvent.change(delay, { target: { value: '2' } });
    fireEvent.blur(delay);
    await waitFor(() =>
      expect(paramsOf('aims.save').at(-1)?.aim.choices[0]?.watch).toMatchObject({
        ...{ delay: 2, window: 7 },
      }),
    );
    fireEvent.click(screen.getByText('How it is set today'));
    await choose('How extra beds is set today', '^always the same$');
    await waitFor(() =>
      expect(paramsOf('aims.save').at(-1)?.aim.current).toEqual({
        extra_beds: { kind: 'constant', watch: null, values: { value: 0 }, starts: [] },
      }),
    );
  });

  it('tells of a lever that the model in use does not have', async () => {
    const [choice] = AIM.choices;
    showPolicies({
      project: {
        ...NEW_PROJECT,
        aims: [
          {
            id: 'a',
            aim: {
              ...AIM,
              choices: [...AIM.choices, { ...choice, lever: 'night_staff' } as never],
            },
          },
        ],
      },
    });
    expect(await screen.findByText(/is neither in the model in use/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Leave it out' }));
    await waitFor(() => expect(screen.queryByText(/is neither in the model/)).toBeNull());
  });
});
