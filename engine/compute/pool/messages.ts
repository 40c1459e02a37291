/** What the supervisor and the child process say to each other. Both sides check what they get. */
import { z } from 'zod';
import { taskResultSchema } from '../task-result.ts';

/** How the child is set up; travels as its last argument, JSON. */
export const hostSettingsSchema = z.strictObject({
  threads: z.int().positive(),
  workerFile: z.string(),
  /** Largest old generation of one worker thread, megabytes. */
  heapMegabytes: z.int().positive(),
});

/** Supervisor to child. */
export const hostRequestSchema = z.strictObject({
  id: z.int(),
  task: z.string(),
  input: z.unknown(),
});

/** Child to supervisor. */
export const hostReplySchema = z.discriminatedUnion('kind', [
  /** All threads are up and hardened. */
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('result'), id: z.int(), result: taskResultSchema }),
  /** The thread that ran it is gone. The child ends itself after this message. */
  z.strictObject({ kind: z.literal('lost'), id: z.int(), reason: z.enum(['memory', 'crashed']) }),
  /** Resident memory of the child in bytes; sent only where the supervisor cannot see it itself. */
  z.strictObject({ kind: z.literal('memory'), bytes: z.number() }),
]);

export type HostSettings = z.infer<typeof hostSettingsSchema>;
export type HostRequest = z.infer<typeof hostRequestSchema>;
export type HostReply = z.infer<typeof hostReplySchema>;
