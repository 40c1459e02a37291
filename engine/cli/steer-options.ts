/** What the person decides between rounds, from a terminal. */
import { z } from 'zod';
import type { Steer } from '../discover/steering.ts';
import { ownProposal } from '../studio/own-proposal.ts';
import type { CommandOption } from './command.ts';
import { readTextFile } from './read-file.ts';

const names = z.array(z.string()).default([]);

export const steerFields = {
  pin: names,
  reject: names,
  add: names,
  parent: z.string().optional(),
};

export const steerOptions: readonly CommandOption[] = [
  { flags: '--pin <structure...>', words: 'follow this structure up, whatever its error' },
  { flags: '--reject <structure...>', words: 'leave this structure out of everything from now on' },
  { flags: '--add <file...>', words: 'try this simulator file in the next round' },
  { flags: '--parent <structure>', words: 'the structure that the added file is an edit of' },
];

/** Throws ProjectError for a file that cannot be read. */
export async function readSteers({
  pin,
  reject,
  add,
  parent,
}: z.infer<z.ZodObject<typeof steerFields>>): Promise<Steer[]> {
  const added: Steer[] = [];
  for (const file of add) {
    const proposal = ownProposal(await readTextFile(file), {
      ...(parent !== undefined && { parent }),
    });
    added.push({ kind: 'add', proposal });
  }
  return [
    ...pin.map((id) => ({ kind: 'pin', id }) as const),
    ...reject.map((id) => ({ kind: 'reject', id }) as const),
    ...added,
  ];
}
