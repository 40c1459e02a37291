/** What the files of a project hold; see ARCHITECTURE.md for the layout of the folder. */
import { z } from 'zod';
import { errorSchema } from '../base/error-schema.ts';
import { fixLogSchema } from '../data/fix.ts';
import { heldOutSchema } from '../data/held-out.ts';
import { mappingSchema } from '../data/mapping.ts';
import { type Aim, aimSchema } from '../decide/schemas/aim.ts';
import { meansSchema, NO_MEANS } from '../decide/schemas/means.ts';
import { type PlanFile, planSchema } from '../decide/schemas/plan.ts';
import { type Scenario, scenarioSchema } from '../decide/schemas/scenario.ts';
import type { FileKind } from './file-kind.ts';
import { isId } from './names.ts';

const id = z.string().refine(isId, 'a name: small letters, digits, - and _');
const time = z.iso.datetime({ offset: true });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal');
const seed = z.int().min(0);
/** Any JSON; kept as it is. */
const json = z.json();

/** project.json */
export const projectSchema = z.strictObject({
  id: z.uuid(),
  name: z.string().trim().min(1).max(200),
  /** The system in the person's words. */
  description: z.string().max(100_000),
  /** What the model is wanted for; '' where nothing is said. */
  goal: z.string().max(10_000),
  /** What must always hold, a sentence a line. */
  rules: z.string().max(100_000),
  /** Assumption of a model, as it is worded -> what the person says of it. */
  assumptions: z.record(z.string().min(1).max(2000), z.enum(['confirmed', 'disputed'])),
  created: time,
  /** Version of the studio that made the project. */
  app: z.string(),
  /** Name of the data set in use, null before the first import. */
  data: id.nullable(),
  /** What its columns mean: decided by the person or guessed at import, and from then on settled. */
  columns: mappingSchema,
  heldOut: heldOutSchema,
  /** What can be provided beside the model, and what things cost. */
  ...meansSchema.shape,
  notes: z.string().max(1_000_000),
  /** Rises with each change of a document; the journal may hold newer ones (see journal.ts). */
  revision: z.int().min(0),
});

/** open.gsim.json: what file associations point to. Says nothing but that a project lies here. */
const doorSchema = z.strictObject({ gsim: z.literal('project') });

/** data/<name>.import.json: which bytes were imported and what was mended on the way in. */
const importSchema = z.strictObject({
  file: z.string(),
  imported: time,
  bytes: z.int().min(0),
  sha256,
  /** The fixes that the person accepted, in the order in which they apply. */
  fixes: fixLogSchema,
  /** The roles that the person decided; the others were guessed. */
  roles: mappingSchema,
});

const provenanceSchema = z.strictObject({
  proposer: z.enum(['composer', 'llm', 'person']),
  /** Round of the discovery, from 1; null outside of one. */
  round: z.int().positive().nullable(),
  /** Id of the simulator that it was made from. */
  parent: id.nullable(),
  /** Why it was made, in words. */
  rationale: z.string(),
});

/** simulators/<id>/simulator.json, beside simulator.js */
const simulatorSchema = z.strictObject({
  id,
  saved: time,
  /** Of simulator.js. */
  sha256,
  title: z.string(),
  parameters: z.array(z.string()),
  inputs: z.array(z.string()),
  levers: z.array(z.string()),
  outputs: z.array(z.string()),
  modules: z.array(z.string()),
  provenance: provenanceSchema,
});

const versionsSchema = z.strictObject({ app: z.string(), contract: z.int(), node: z.string() });

/** runs/<id>/run.json */
const runSchema = z.strictObject({
  id,
  kind: z.string().regex(/^[a-z]{1,20}$/, 'a kind of run: small letters'),
  state: z.enum(['running', 'finished', 'cancelled', 'failed']),
  started: time,
  ended: time.optional(),
  /** When it was taken up again after an interruption, and by which versions. */
  resumed: z.array(z.strictObject({ at: time, versions: versionsSchema })),
  seed,
  versions: versionsSchema,
  data: z.array(z.strictObject({ name: id, sha256 })),
  simulator: id.nullable(),
  /** What the use case was asked for. */
  inputs: z.record(z.string(), json),
  /** What came out: result.json, and the parts and CSV files beside it. */
  files: z.array(z.strictObject({ file: z.string(), sha256 })),
  error: errorSchema.optional(),
});

/** runs/<id>/result.json and the parts beside it: the result of a use case (see base/plain.ts). Their digests are in run.json. */
const plainSchema = z.strictObject({ value: json });

/** runs/<id>/checkpoint.json: the state of a use case. */
const checkpointSchema = z.strictObject({
  /** Of the value as JSON without spaces; absent in what version 1 wrote. */
  sha256: sha256.exactOptional(),
  value: json,
});

/** A line of runs/<id>/log.jsonl */
export const logEntrySchema = z.looseObject({ at: time, event: z.string() });

export type ProjectMeta = z.infer<typeof projectSchema>;
export type ImportRecord = z.infer<typeof importSchema>;
export type Provenance = z.infer<typeof provenanceSchema>;
export type SimulatorRecord = z.infer<typeof simulatorSchema>;
export type RunRecord = z.infer<typeof runSchema>;
export type RunVersions = z.infer<typeof versionsSchema>;
export type LogEntry = z.infer<typeof logEntrySchema>;

export const projectFile: FileKind<ProjectMeta> = {
  noun: 'project',
  version: 4,
  content: projectSchema,
  migrations: [
    (old) => ({ ...old, revision: 0 }),
    (old) => ({ ...old, goal: '', rules: '', assumptions: {} }),
    (old) => ({ ...old, ...NO_MEANS }),
  ],
};
export const scenarioFile: FileKind<Scenario> = {
  noun: 'scenario',
  version: 1,
  content: scenarioSchema,
  migrations: [],
};
export const aimFile: FileKind<Aim> = {
  noun: 'aim',
  version: 1,
  content: aimSchema,
  migrations: [],
};
export const planFile: FileKind<PlanFile> = {
  noun: 'plan',
  version: 1,
  content: planSchema,
  migrations: [],
};
export const doorFile: FileKind<z.infer<typeof doorSchema>> = {
  noun: 'door',
  version: 1,
  content: doorSchema,
  migrations: [],
};
export const importFile: FileKind<ImportRecord> = {
  noun: 'data',
  version: 1,
  content: importSchema,
  migrations: [],
};
export const simulatorFile: FileKind<SimulatorRecord> = {
  noun: 'simulator',
  version: 1,
  content: simulatorSchema,
  migrations: [],
};
export const runFile: FileKind<RunRecord> = {
  noun: 'run',
  version: 1,
  content: runSchema,
  migrations: [],
};
export const plainFile: FileKind<z.infer<typeof plainSchema>> = {
  noun: 'run',
  version: 1,
  content: plainSchema,
  migrations: [],
};
export const checkpointFile: FileKind<z.infer<typeof checkpointSchema>> = {
  noun: 'checkpoint',
  version: 2,
  content: checkpointSchema,
  migrations: [(old) => old],
};
