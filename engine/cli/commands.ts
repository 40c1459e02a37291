/** The commands of `gsim`, in the order in which a person meets them. A row is loaded when it is needed. */
import type { Command } from './command.ts';

interface CommandEntry {
  readonly name: string;
  readonly load: () => Promise<Command>;
}

const COMMANDS: readonly CommandEntry[] = [
  { name: 'demo', load: async () => (await import('./commands/demo.ts')).demoCommand },
  { name: 'new', load: async () => (await import('./commands/new.ts')).newCommand },
  { name: 'import', load: async () => (await import('./commands/import.ts')).importCommand },
  { name: 'discover', load: async () => (await import('./commands/discover.ts')).discoverCommand },
  { name: 'add', load: async () => (await import('./commands/add.ts')).addCommand },
  {
    name: 'calibrate',
    load: async () => (await import('./commands/calibrate.ts')).calibrateCommand,
  },
  { name: 'simulate', load: async () => (await import('./commands/simulate.ts')).simulateCommand },
  { name: 'forecast', load: async () => (await import('./commands/forecast.ts')).forecastCommand },
  { name: 'decide', load: async () => (await import('./commands/decide.ts')).decideCommand },
  { name: 'check', load: async () => (await import('./commands/check.ts')).checkCommand },
  { name: 'export', load: async () => (await import('./commands/export.ts')).exportCommand },
];

/** The command that a command line names; all of them when it names none, for help and suggestions. */
export async function commandsFor(words: readonly string[]): Promise<readonly Command[]> {
  const named = words
    .map((word) => COMMANDS.find(({ name }) => name === word))
    .find((entry) => entry !== undefined);
  return Promise.all((named ? [named] : COMMANDS).map(({ load }) => load()));
}
