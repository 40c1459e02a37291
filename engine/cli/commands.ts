/** The commands of `gsim`, in the order in which a person meets them. */
import type { Command } from './command.ts';
import { importCommand } from './commands/import.ts';
import { newCommand } from './commands/new.ts';

export const COMMANDS: readonly Command[] = [newCommand, importCommand];
