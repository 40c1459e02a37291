import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

export default defineConfig({
  root: 'renderer',
  base: './',
  // Plotly's modules expect `global`.
  define: { global: 'globalThis', STUDIO_VERSION: JSON.stringify(version) },
  plugins: [react(), englishOnly(), withoutMaps()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    // An inlined file would be a data: address, which the security policy allows for pictures only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The chunk with the charts is loaded when the first chart is shown.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/[name].js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: 'assets/[name][extname]',
        // The name of an error stands in the details that a person copies.
        minify: {
          compress: { keepNames: { class: true, function: false } },
          mangle: { keepNames: { class: true, function: false } },
        },
      },
    },
  },
});

/** The window speaks English (app.tsx says so to react-aria): its words in 33 other languages would be 95 kB. */
function englishOnly(): Plugin {
  const other =
    /[/\\]react-(aria|stately)[^/\\]*[/\\].*[/\\]intl[/\\].*[/\\](?!en-US)[a-z]{2}-[A-Z]{2}\.m?js$/;
  return {
    name: 'english-only',
    enforce: 'pre',
    load: (id) => (other.test(id) ? 'export default undefined;' : null),
  };
}

/** Plotly's registry names the styles of its maps, which none of our charts has: 82 kB. */
function withoutMaps(): Plugin {
  return {
    name: 'without-maps',
    enforce: 'pre',
    load: (id) => (/maplibre-gl\.css$/.test(id) ? '' : null),
  };
}
