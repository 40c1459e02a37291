import type { Settings } from '../../engine/studio/contract/studio-view.ts';

type Theme = Settings['theme'];

const STORED = 'gsim-theme';

/** Colours follow by themselves (design/tokens.css); remembered, so that the next start shows no other theme first. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  localStorage.setItem(STORED, theme);
}

export function rememberedTheme(): Theme {
  const theme = localStorage.getItem(STORED);
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

/** What is seen now. */
export function isDark(theme: Theme): boolean {
  return theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
}
