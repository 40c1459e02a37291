/** The commands of `gsim`, in the order in which a person meets them. */
import type { Command } from './command.ts';
import { addCommand } from './commands/add.ts';
import { calibrateCommand } from './commands/calibrate.ts';
import { checkCommand } from './commands/check.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { newCommand } from './commands/new.ts';
import { simulateCommand } from './commands/simulate.ts';

export const COMMANDS: readonly Command[] = [
  newCommand,
  importCommand,
  addCommand,
  calibrateCommand,
  simulateCommand,
  checkCommand,
  exportCommand,
];
