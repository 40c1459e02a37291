/** What the person decides between rounds, from a terminal. */
import { z } from 'zod';
import type { SteerRequest } from '../studio/contract/discovery-view.ts';
import type { CommandOption } from './command.ts';
import { readTextFile } from './read-file.ts';

const names = z.array(z.string()).default([]);

export const steerFields = {
  pin: names,
  reject: names,
  release: names,
  add: names,
  parent: z.string().optional(),
  tell: names,
};

export const steerOptions: readonly CommandOption[] = [
  { flags: '--pin <structure...>', words: 'follow this structure up, whatever its error' },
  { flags: '--reject <structure...>', words: 'leave this structure out of everything from now on' },
  { flags: '--release <structure...>', words: 'take back what was said of this structure' },
  { flags: '--add <file...>', words: 'try this simulator file in the next round' },
  { flags: '--parent <structure>', words: 'the structure that the added file is an edit of' },
  { flags: '--tell <sentence...>', words: 'tell whoever proposes something of the system' },
];

/** Throws ProjectError for a file that cannot be read. */
export async function readSteers({
  pin,
  reject,
  release,
  add,
  parent,
  tell,
}: z.infer<z.ZodObject<typeof steerFields>>): Promise<SteerRequest[]> {
  const added: SteerRequest[] = [];
  for (const file of add) {
    const code = await readTextFile(file);
    added.push({ kind: 'add', code, ...(parent !== undefined && { parent }) });
  }
  return [
    ...pin.map((candidate) => ({ kind: 'pin', candidate }) as const),
    ...reject.map((candidate) => ({ kind: 'reject', candidate }) as const),
    ...release.map((candidate) => ({ kind: 'release', candidate }) as const),
    ...added,
    ...tell.map((text) => ({ kind: 'tell', text }) as const),
  ];
}
