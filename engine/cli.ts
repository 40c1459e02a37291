#!/usr/bin/env node
/** gsim: the use cases of the studio from a terminal. */
import { listenForInterrupt } from './cli/interrupt.ts';
import { run } from './cli/run.ts';
import { processTerminal } from './cli/terminal.ts';

const terminal = processTerminal();
const interrupt = listenForInterrupt(process, (text) => terminal.err(`\n${text}`));
process.exitCode = await run(process.argv.slice(2), terminal, interrupt.signal);
interrupt.release();
