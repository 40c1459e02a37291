import './host/no-eval.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { createClient } from './host/client.ts';
import { createDesktop } from './host/desktop.ts';
import { createStudioApp } from './state/studio-app.ts';
import { applyTheme, rememberedTheme } from './state/theme.ts';

applyTheme(rememberedTheme());
const client = createClient();
const app = createStudioApp(client, createDesktop(client), sessionStorage, localStorage);
const root = document.getElementById('root');
if (!root) throw new Error('index.html: no #root');
createRoot(root).render(
  <ErrorBoundary>
    <App app={app} />
  </ErrorBoundary>,
);
