#!/usr/bin/env node
// `gsim` from the shell: the command line of the studio on Node 24.
process.argv.splice(2, 0, 'engine/cli.ts');
await import('./run.mjs');
