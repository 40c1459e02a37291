import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Handlers } from '../../engine/studio/server/service.ts';
import { FITTED_PROJECT, STANDING } from './calibrate-fixtures.ts';
import { FOLDER, PROJECT, SUMMARY } from './fixtures.ts';
import { show } from './show.tsx';
import { TRUST } from './trust-fixtures.ts';

const CHECKED = {
  ...STANDING,
  simulators: STANDING.simulators.map((one) => ({
    ...one,
    verdict: { run: TRUST.run, kind: TRUST.verdict.kind, headline: TRUST.verdict.headline },
  })),
};

const HANDLERS: Partial<Handlers> = {
  'standing.read': () => CHECKED,
  'trust.read': () => TRUST,
};

// Fetched before, so that no test waits for it on a busy machine.
beforeAll(() => import('../../renderer/screens/trust/trust-page.tsx'), 60_000);
beforeEach(() => sessionStorage.setItem('gsim-step', 'trust'));

function showTrust(handlers: Partial<Handlers> = {}, options: Parameters<typeof show>[0] = {}) {
  return show({
    inProject: true,
    project: FITTED_PROJECT,
    handlers: { ...HANDLERS, ...handlers },
    ...options,
  });
}

describe('the trust sheet', () => {
  it('says the verdict first, then what speaks for it and against it', async () => {
    const { paramsOf } = showTrust();
    const verdict = await screen.findByRole('region', { name: TRUST.verdict.headline });
    expect(verdict.textContent).toContain('Usable with care');
    const against = within(verdict).getByRole('heading', { name: 'What speaks against it' });
    expect(against.parentElement?.textContent).toContain('The ranges of mean stay are too narrow.');
    expect(against.parentElement?.textContent).toContain('Only 4 days could be checked.');
    const headings = screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent);
    const main = headings.slice(headings.indexOf(TRUST.verdict.headline));
    expect(main).toEqual([
      TRUST.verdict.headline,
      'What would change the verdict',
      'Known weaknesses',
      'Would it have been right?',
      'Is it better than simple forecasts?',
      'Do the forecast ranges hold?',
      'Do the ranges of its numbers hold?',
      'Could the model have made your data?',
      'What did the data teach it?',
      'What the check takes as given',
    ]);
    expect(paramsOf('trust.read')).toEqual([{ project: FOLDER, run: TRUST.run }]);
  });

  it('draws each part below its sentence', async () => {
    showTrust();
    const part = async (name: string) => within(await screen.findByRole('region', { name }));
    const ahead = await part('Would it have been right?');
    expect(
      await ahead.findByRole('img', { name: /3 of 4 days not seen lay inside the 80 % band/ }),
    ).toBeTruthy();
    fireEvent.click(ahead.getByRole('radio', { name: '1 day ahead' }));
    expect(await ahead.findByRole('img', { name: /3 of 3 days not seen/ })).toBeTruthy();
    fireEvent.click(ahead.getByRole('radio', { name: 'Forecast against what came' }));
    expect(await ahead.findByRole('img', { name: /On the diagonal/ })).toBeTruthy();
    const simple = await part('Is it better than simple forecasts?');
    expect(simple.getByRole('img', { name: /same day last week by 4 patients/ })).toBeTruthy();
    const numbers = await part('Do the ranges of its numbers hold?');
    expect(numbers.getByRole('img', { name: /mean stay: too sure of itself/ })).toBeTruthy();
    expect(
      numbers.getByText(
        /^Not looked at\. Fit the numbers by “Learn from made-up data” for this check\.$/,
      ),
    ).toBeTruthy();
    const made = await part('Could the model have made your data?');
    expect(made.getAllByRole('row')[1]?.textContent).toBe('peak of occupied beds9020 to 60above');
  });

  it('leads to each part by the keyboard', async () => {
    showTrust();
    const contents = await screen.findByRole('navigation', { name: 'On this page' });
    fireEvent.click(
      within(contents).getByRole('button', {
        name: 'Could the model have made your data? (take care)',
      }),
    );
    expect(document.activeElement?.textContent).toBe('Could the model have made your data?');
  });

  it('is copied as text', async () => {
    const writeText = vi.fn(async (_: string) => {});
    vi.stubGlobal('navigator', Object.assign(navigator, { clipboard: { writeText } }));
    showTrust();
    fireEvent.click(await screen.findByRole('button', { name: 'Copy the sheet' }));
    expect(await screen.findByText(/The sheet is copied/)).toBeTruthy();
    expect(writeText.mock.calls[0]?.[0]).toMatch(/^# Can Ward with one phase be trusted\?/);
  });
});

describe('a model', () => {
  it('that nobody checked is checked by one button', async () => {
    const { paramsOf } = showTrust({
      'standing.read': () => STANDING,
      'jobs.start': () => ({ job: '0003-check' }),
    });
    const button = await screen.findByRole('button', { name: 'Check it now' });
    await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false));
    fireEvent.click(button);
    await waitFor(() =>
      expect(paramsOf('jobs.start')).toEqual([
        { project: FOLDER, job: { kind: 'check', seed: 1, simulator: 'ward' } },
      ]),
    );
  });

  it('that only the search checked says what was not looked at, and how to get it', async () => {
    showTrust({ 'trust.read': () => ({ ...TRUST, parts: null }) });
    const open = await screen.findByRole('region', { name: 'What was not looked at' });
    expect(within(open).getAllByRole('listitem')).toHaveLength(3);
    expect(within(open).getByRole('button', { name: 'Check it now' })).toBeTruthy();
  });

  it('that is being checked keeps its sheet, and says so', async () => {
    const check = { ...SUMMARY, job: '0004-check', kind: 'check' as const };
    showTrust({}, { jobs: [check] });
    expect(await screen.findByText('A check goes on.')).toBeTruthy();
    expect(await screen.findByRole('region', { name: TRUST.verdict.headline })).toBeTruthy();
  });

  it('that is not there leads to the search', async () => {
    showTrust({ 'standing.read': () => ({ simulators: [], mixture: null }) }, { project: PROJECT });
    expect(
      await screen.findByRole('heading', { name: 'There is no model to trust yet' }),
    ).toBeTruthy();
  });

  it('whose sheet cannot be read says why, and tries again', async () => {
    let tries = 0;
    showTrust({
      'trust.read': () => {
        tries += 1;
        if (tries === 1) throw new Error('disk is away');
        return TRUST;
      },
    });
    const alert = await screen.findByRole('alert');
    fireEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('region', { name: TRUST.verdict.headline })).toBeTruthy();
  });
});
