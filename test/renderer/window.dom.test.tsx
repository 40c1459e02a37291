import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { DesktopCommand } from '../../engine/studio/contract/desktop.ts';
import { ContractError } from '../../engine/studio/contract/error.ts';
import { DEFAULT_SETTINGS } from '../../engine/studio/contract/studio-view.ts';
import { App } from '../../renderer/app.tsx';
import { ErrorBoundary } from '../../renderer/components/error-boundary.tsx';
import { refusedClient } from '../../renderer/host/refused-client.ts';
import { createStudioApp } from '../../renderer/state/studio-app.ts';
import { FOLDER, STUDIO } from './fixtures.ts';
import { show } from './show.tsx';

const press = (key: string, keys: object = {}) =>
  fireEvent.keyDown(document.body, { key, ...keys });

describe('commands', () => {
  it('are all in the palette, found by typing', async () => {
    show();
    await screen.findByText('Ward 4');
    press('k', { ctrlKey: true });
    const dialog = await screen.findByRole('dialog', { name: 'All commands' });
    const rows = () =>
      within(dialog)
        .getAllByRole('menuitem')
        .map((row) => row.textContent);
    expect(rows()).toContain('Settings…Ctrl,');
    fireEvent.change(within(dialog).getByRole('searchbox'), { target: { value: 'shortc' } });
    await waitFor(() => expect(rows()).toEqual(['Keyboard shortcuts?']));
  });

  it('are listed with their keys', async () => {
    show();
    await screen.findByText('Ward 4');
    press('?');
    const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(sheet.textContent).toContain('Stop and keep the bestEsc');
    press('Escape');
  });

  it('of the native menu do the same', async () => {
    const { desktop } = show();
    await screen.findByText('Ward 4');
    const listener = desktop.onCommand.mock.calls[0]?.[0] as (command: DesktopCommand) => void;
    act(() => listener({ kind: 'command', id: 'settings' }));
    expect(await screen.findByRole('dialog', { name: 'Settings' })).toBeTruthy();
  });

  it('open what the file manager asked for', async () => {
    const { desktop, paramsOf } = show();
    await screen.findByText('Ward 4');
    const listener = desktop.onCommand.mock.calls[0]?.[0] as (command: DesktopCommand) => void;
    act(() => listener({ kind: 'open', path: `${FOLDER}/open.gsim.json` }));
    await screen.findByRole('navigation', { name: 'Steps' });
    expect(paramsOf('projects.open')).toEqual([{ folder: `${FOLDER}/open.gsim.json` }]);
  });

  it('run nothing behind a dialog', async () => {
    show();
    await screen.findByText('Ward 4');
    press(',', { ctrlKey: true });
    await screen.findByRole('dialog', { name: 'Settings' });
    press('?');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.queryByRole('dialog', { name: 'Keyboard shortcuts' })).toBeNull();
  });
});

describe('settings', () => {
  const opened = async (options: Parameters<typeof show>[0] = {}) => {
    const shown = show({
      ...options,
      handlers: {
        'settings.change': (fields) =>
          ({ ...DEFAULT_SETTINGS, ...fields }) as typeof DEFAULT_SETTINGS,
        'models.save': () => ({}),
        ...options.handlers,
      },
    });
    await screen.findByText('Ward 4');
    press(',', { ctrlKey: true });
    const dialog = await screen.findByRole('dialog', { name: 'Settings' });
    return { ...shown, dialog: within(dialog) };
  };

  it('count at once', async () => {
    const { dialog, paramsOf, topics } = await opened();
    fireEvent.click(dialog.getByRole('radio', { name: 'Dark' }));
    fireEvent.click(dialog.getByRole('switch', { name: /Tell me when a run ends/ }));
    await waitFor(() =>
      expect(paramsOf('settings.change')).toEqual([{ theme: 'dark' }, { notifications: false }]),
    );
    act(() => topics.studio.set({ ...STUDIO, settings: { ...DEFAULT_SETTINGS, theme: 'dark' } }));
    await waitFor(() => expect(document.documentElement.getAttribute('data-theme')).toBe('dark'));
  });

  it('offer only what the host can do', async () => {
    const { dialog } = await opened();
    expect(dialog.queryByRole('switch', { name: /new version/ })).toBeNull();
    expect(dialog.getByText(/Nothing is sent anywhere/)).toBeTruthy();
  });

  it.each([
    ['session', 'Kept only until you close the studio, never in a project.'],
    ['system', "Kept in your system's keychain, never in a project."],
  ] as const)(
    'say where a key is kept (%s), and give it to the host alone',
    async (secrets, words) => {
      const { dialog, desktop, paramsOf } = await opened({ abilities: { secrets } });
      fireEvent.click(dialog.getByRole('button', { name: 'Add a model…' }));
      expect(dialog.getByText(words)).toBeTruthy();
      const fill = (label: RegExp, value: string) =>
        fireEvent.change(dialog.getByLabelText(label), { target: { value } });
      fill(/^Name/, 'Our model');
      fill(/^Address/, 'http://localhost:11434/v1');
      fill(/^Model, as/, 'llama3.3');
      fill(/^Key/, 'sk-secret');
      fireEvent.click(dialog.getByRole('button', { name: 'Save the model' }));
      await waitFor(() =>
        expect(desktop.saveSecret).toHaveBeenCalledWith('our-model', 'sk-secret'),
      );
      expect(JSON.stringify(paramsOf('models.save'))).not.toContain('sk-secret');
    },
  );
});

describe('the connection', () => {
  it('that is lost is said, and that nothing is', async () => {
    const { loseConnection } = show();
    await screen.findByText('Ward 4');
    act(() => loseConnection());
    expect(await screen.findByText(/What you saved is on the disk/)).toBeTruthy();
    await waitFor(() => expect(screen.queryByText(/What you saved/)).toBeNull(), { timeout: 3000 });
  });

  it('that can never come shows what happened, the way out, and details to copy', async () => {
    const writeText = vi.fn(async () => {});
    vi.stubGlobal('navigator', { ...navigator, userAgent: 'test', clipboard: { writeText } });
    const error = new ContractError('version-mismatch', 'engine: version 2', { hint: 'Restart.' });
    const { desktop } = show();
    const app = createStudioApp(refusedClient(error), desktop, sessionStorage, localStorage);
    const { container } = render(<App app={app} />);
    const page = within(container);
    expect(page.getByRole('heading', { name: 'The studio could not start' })).toBeTruthy();
    expect(page.getByText('Restart.')).toBeTruthy();
    expect(page.getByRole('button', { name: 'Try again' })).toBeTruthy();
    fireEvent.click(page.getByText('Copy the details'));
    await waitFor(() =>
      expect(writeText).toHaveBeenCalledWith(expect.stringContaining('version-mismatch')),
    );
    vi.unstubAllGlobals();
  });
});

describe('a window that cannot be drawn', () => {
  it('shows the same page with its trace', () => {
    const silence = vi.spyOn(console, 'error').mockImplementation(() => {});
    function Broken(): never {
      throw new Error('no such series');
    }
    render(
      <ErrorBoundary>
        <Broken />
      </ErrorBoundary>,
    );
    expect(screen.getByRole('heading', { name: 'The window could not be shown' })).toBeTruthy();
    expect(screen.getByText('No such series')).toBeTruthy();
    silence.mockRestore();
  });
});
