import { QUIT_PATH } from './addresses.ts';

export interface Report {
  /** What happened, a sentence of the planner's words. */
  readonly what: string;
  /** For whoever helps: reason and code, no contents. */
  readonly detail: string;
  /** Absolute path of the log. */
  readonly log: string;
}

/** A page without a script: it must stand where the studio's own page could not. */
export function reportPage({ what, detail, log }: Report): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>G-Sim Studio has stopped</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto 0; padding: 0 1.5rem; }
  h1 { font-size: 1.4rem; }
  code { overflow-wrap: anywhere; }
  nav { display: flex; gap: 1rem; margin-top: 2rem; }
  a { padding: 0.5rem 1rem; border: 1px solid currentColor; border-radius: 6px; color: inherit; text-decoration: none; }
  a:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
</style>
</head>
<body>
<main>
<h1>The window has stopped</h1>
<p>${escaped(what)}</p>
<p>Your projects are safe: every change was saved as you made it, and what runs goes on without the window.</p>
<p>What happened is written down in <code>${escaped(log)}</code>.</p>
<p><small>${escaped(detail)}</small></p>
<nav><a href="/">Try again</a> <a href="${QUIT_PATH}">Quit</a></nav>
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
