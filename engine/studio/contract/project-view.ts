/** What a window sees of a project. */
import { z } from 'zod';
import { errorSchema } from '../../base/error-schema.ts';
import { heldOutSchema } from '../../data/held-out.ts';
import { columnMappingSchema, mappingSchema } from '../../data/mapping.ts';
import { aimSchema } from '../../decide/schemas/aim.ts';
import { meansSchema } from '../../decide/schemas/means.ts';
import { planSchema } from '../../decide/schemas/plan.ts';
import { scenarioSchema } from '../../decide/schemas/scenario.ts';

/** Absolute path of the project's folder, symbolic links resolved: how a project is named in every call. */
export const projectPath = z.string().min(1).max(4096);

/** Id of a run of the project: '0001-discover'. A job is a run that the engine works on. */
export const runId = z.string().min(1).max(120);

/** Assumption of a model, as it is worded -> what the person says of it. */
export const assumptionsSchema = z.record(
  z.string().min(1).max(2000),
  z.enum(['confirmed', 'disputed']),
);

export const dataSummarySchema = z.strictObject({
  name: z.string(),
  /** 'day', 'week', ..., 'step' */
  timeUnit: z.string(),
  trajectories: z.int(),
  /** Of the longest trajectory. */
  rows: z.int(),
  firstDate: z.string().nullable(),
  lastDate: z.string().nullable(),
  series: z.array(
    z.strictObject({
      name: z.string(),
      /** Of the file. */
      column: z.string(),
      role: columnMappingSchema.shape.role,
      use: z.enum(['output', 'input', 'lever']),
      unit: z.string(),
      missing: z.int(),
      min: z.number().nullable(),
      max: z.number().nullable(),
      mean: z.number().nullable(),
    }),
  ),
});

const simulatorSummarySchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  saved: z.string(),
  proposer: z.enum(['composer', 'llm', 'person']),
  round: z.int().nullable(),
  parent: z.string().nullable(),
  rationale: z.string(),
});

/**
 * A file that another program changed or removed while the project was open. Until the person chooses, edits
 * go on into the journal and the file is not written.
 */
const conflictSchema = z.strictObject({
  /** 'project.json' */
  file: z.string(),
  kind: z.enum(['changed', 'deleted', 'unreadable']),
  /** Fields that both sides changed: a merge keeps ours. Empty: a merge loses nothing. */
  clashes: z.array(z.string()),
});

/** Something that opening the project mended or left out, in words. */
const noticeSchema = z.strictObject({ file: z.string(), message: z.string(), hint: z.string() });

export const projectViewSchema = z.strictObject({
  project: projectPath,
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** What the model is wanted for, and what must always hold: a sentence a line. */
  goal: z.string(),
  rules: z.string(),
  assumptions: assumptionsSchema,
  notes: z.string(),
  /** Rises with each change of a document. */
  revision: z.int().min(0),
  columns: mappingSchema,
  /** What can be provided beside the model, and what things cost. */
  ...meansSchema.shape,
  scenarios: z.array(z.strictObject({ id: z.string(), scenario: scenarioSchema })),
  aims: z.array(z.strictObject({ id: z.string(), aim: aimSchema })),
  /** Plans that were made: files of policies/. */
  plans: z.array(
    z.strictObject({ id: z.string(), file: z.string(), about: planSchema.shape.about }),
  ),
  heldOut: heldOutSchema,
  data: dataSummarySchema.nullable(),
  /** Why the data in use cannot be read; null when they can, or there are none. */
  dataError: errorSchema.nullable(),
  /** Newest last. */
  simulators: z.array(simulatorSummarySchema),
  /** Why nothing can be written; null when all can. */
  readOnly: errorSchema.nullable(),
  /** The intent that undo and redo would act on ('Held out 28 rows'); null when there is none. */
  undo: z.string().nullable(),
  redo: z.string().nullable(),
  conflicts: z.array(conflictSchema),
  notices: z.array(noticeSchema),
});

export type { CostItem, CostModel, ResourceChoice } from '../../decide/schemas/means.ts';
export type ProjectView = z.infer<typeof projectViewSchema>;
