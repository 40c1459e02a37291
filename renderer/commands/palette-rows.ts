/** What stands in the palette: every command of the table, then what this screen can go to besides. */
import { COMMANDS, type Command, type CommandId } from '../../engine/studio/contract/commands.ts';
import { type CommandStore, ROW_GROUPS, runCommand } from './command-store.ts';

interface PaletteRow {
  /** Unlike all others of the palette. */
  readonly key: string;
  readonly words: string;
  readonly about?: string | undefined;
  readonly shortcut?: string | undefined;
  /** Why it cannot be chosen now. */
  readonly whyNot?: string | undefined;
  run(): void;
}

export interface PaletteGroup {
  readonly title: string;
  readonly rows: readonly PaletteRow[];
}

/** Why a command of an open project is not there. */
const ABSENT: Readonly<Partial<Record<CommandId, string>>> = {
  run: 'on the steps Describe and Find a model',
  cancel: 'no run goes on',
  pause: 'no run goes on',
};

export function paletteGroups(store: CommandStore, isInProject: boolean): readonly PaletteGroup[] {
  const { handlers, rows } = store.getState();
  const commands = COMMANDS.filter(({ id }) => id !== 'palette').map((command): PaletteRow => {
    const { id, words, shortcut } = command;
    const handler = handlers[id];
    return {
      key: id,
      words: handler?.words ?? words,
      shortcut,
      whyNot: handler ? handler.whyNot : whyAbsent(command, isInProject),
      run: () => runCommand(store, id),
    };
  });
  return [
    { title: 'Commands', rows: commands },
    ...ROW_GROUPS.flatMap((title) => {
      const offered = rows[title] ?? [];
      const group = offered.map(({ id, words, about, run }) => ({
        key: `${title} ${id}`,
        words,
        about,
        run,
      }));
      return group.length === 0 ? [] : [{ title, rows: group }];
    }),
  ];
}

function whyAbsent({ id, needsProject }: Command & { id: CommandId }, isInProject: boolean) {
  return needsProject && !isInProject ? 'open a project first' : (ABSENT[id] ?? 'not here');
}
