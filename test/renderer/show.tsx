/** The whole window on a fake studio. */
import { cleanup, configure, render } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import type { Desktop, DesktopAbilities } from '../../engine/studio/contract/desktop.ts';
import { App } from '../../renderer/app.tsx';
import { createStudioApp } from '../../renderer/state/studio-app.ts';
import type { Step } from '../../renderer/words/step-words.ts';
import { type FakeWindowOptions, fakeWindow } from './fake-window.ts';
import { FOLDER } from './fixtures.ts';

// Screens are loaded when they are first shown, on machines that are busy.
configure({ asyncUtilTimeout: 5000, getElementError: (message) => new Error(message ?? '') });

// jsdom has no layout and asks for no theme.
window.matchMedia ??= ((query: string) => ({
  matches: false,
  media: query,
  addEventListener() {},
  removeEventListener() {},
})) as unknown as typeof window.matchMedia;
Element.prototype.scrollIntoView ??= () => {};
vi.mock('../../renderer/charts/plotly-canvas.tsx', () => ({
  PlotlyCanvas: ({ summary }: { readonly summary: string }) => (
    <div role="img" aria-label={summary} />
  ),
}));

const ends: (() => void)[] = [];
afterEach(() => {
  cleanup();
  for (const end of ends.splice(0)) end();
  sessionStorage.clear();
  localStorage.clear();
});

interface ShowOptions extends FakeWindowOptions {
  readonly abilities?: Partial<DesktopAbilities>;
  /** Begin in the project. */
  readonly inProject?: boolean;
  /** Of the project; default: the first. */
  readonly step?: Step;
}

export function show({ abilities, inProject = false, step, ...options }: ShowOptions = {}) {
  const fake = fakeWindow(options);
  const desktop = fakeDesktop(abilities);
  if (inProject) sessionStorage.setItem('gsim-project', FOLDER);
  if (step) sessionStorage.setItem('gsim-step', step);
  const app = createStudioApp(fake.client, desktop, sessionStorage, localStorage);
  render(<App app={app} />);
  ends.push(() => fake.client.close());
  return { ...fake, desktop, app };
}

function fakeDesktop(abilities: Partial<DesktopAbilities> = {}) {
  return {
    abilities: {
      dialogs: false,
      reveal: false,
      menu: false,
      notifications: true,
      secrets: 'session',
      updates: false,
      platform: 'linux',
      ...abilities,
    },
    pickFolder: vi.fn(async () => FOLDER),
    reveal: vi.fn(async () => {}),
    saveSecret: vi.fn(async () => 'session' as const),
    forgetSecret: vi.fn(async () => {}),
    listSecrets: vi.fn(async () => []),
    notify: vi.fn(async () => {}),
    onCommand: vi.fn(),
    setBusy: vi.fn(async () => {}),
  } satisfies Desktop;
}
