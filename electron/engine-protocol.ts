/**
 * What main and the engine process say to each other. Windows talk to the engine through ports of their own,
 * so this stays small: ports, the simulation process (which only main may start), keys, and the end.
 */
import { z } from 'zod';
import { errorSchema } from '../engine/base/error-schema.ts';
import { hostSettingsSchema } from '../engine/compute/pool/messages.ts';

/** How the engine is set up; travels as its last argument, JSON. */
export const engineSettingsSchema = z.strictObject({
  userFolder: z.string(),
  projectsFolder: z.string(),
  assetsFolder: z.string(),
  /** The engine before this one was lost: what it worked on goes on. */
  resume: z.boolean(),
});

/** Chosen by the engine, from 1. */
const id = z.int().positive();

export const toEngineSchema = z.discriminatedUnion('kind', [
  /** A window; carries the port to it. */
  z.strictObject({ kind: z.literal('connect') }),
  /** Carries the port to the simulation process. */
  z.strictObject({ kind: z.literal('launched'), child: id, pid: z.int().positive() }),
  /** `lastWords`: the end of what it wrote to standard error. */
  z.strictObject({ kind: z.literal('exited'), child: id, lastWords: z.string() }),
  /** Null: there is no key. */
  z.strictObject({ kind: z.literal('secret'), request: id, secret: z.string().nullable() }),
  z.strictObject({ kind: z.literal('quit') }),
]);

export const fromEngineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  /** It cannot work; windows that connect are told the same. */
  z.strictObject({ kind: z.literal('failed'), error: errorSchema }),
  z.strictObject({ kind: z.literal('launch'), child: id, settings: hostSettingsSchema }),
  z.strictObject({ kind: z.literal('kill'), child: id }),
  z.strictObject({ kind: z.literal('secret'), request: id, model: z.string() }),
  /** At the start and after each change: what main needs to know of the person's things. */
  z.strictObject({
    kind: z.literal('person'),
    updates: z.boolean(),
    notifications: z.boolean(),
    projectsFolder: z.string(),
    /** Folders of recent projects, newest first. */
    recent: z.array(z.string()).max(100),
  }),
]);

export type EngineSettings = z.infer<typeof engineSettingsSchema>;
export type ToEngine = z.infer<typeof toEngineSchema>;
export type FromEngine = z.infer<typeof fromEngineSchema>;
export type Person = Omit<Extract<FromEngine, { kind: 'person' }>, 'kind'>;
