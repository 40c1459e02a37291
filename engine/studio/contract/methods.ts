/** What a window can ask of the engine. Every value is checked on the side that receives it. */
import { z } from 'zod';
import { errorSchema } from '../../base/error-schema.ts';
import { heldOutSchema } from '../../data/held-out.ts';
import { mappingSchema } from '../../data/mapping.ts';
import { meansSchema } from '../../decide/schemas/means.ts';
import { priorSchema } from '../../simulator/declaration.ts';
import { calibrationViewSchema } from './calibration-view.ts';
import { DECISION_METHODS } from './decision-methods.ts';
import { steerSchema } from './discovery-view.ts';
import { exploreRequestSchema, exploreResultSchema } from './explore.ts';
import { importReportSchema } from './import-report.ts';
import type { jobKind } from './job-view.ts';
import { newJobSchema } from './new-job.ts';
import { assumptionsSchema, projectPath, projectViewSchema, runId } from './project-view.ts';
import { standingViewSchema } from './standing-view.ts';
import { structureRefSchema, structureViewSchema } from './structure-view.ts';
import {
  folderEntrySchema,
  modelSchema,
  recentSchema,
  sampleCardSchema,
  settingsSchema,
  studioViewSchema,
} from './studio-view.ts';
import { trustViewSchema } from './trust-view.ts';
import { understandingViewSchema } from './understanding-view.ts';

interface MethodShape {
  readonly params: z.ZodType;
  readonly result: z.ZodType;
}

const project = z.strictObject({ project: projectPath });
const nothing = z.strictObject({});
const done = z.strictObject({});
const name = z.string().trim().min(1).max(200);
const description = z.string().max(100_000);
const seed = z.int().min(0);
const bytes = z.instanceof(Uint8Array);
const id = z.string().min(1).max(120);

/** `from` counts from 0. */
const page = z.strictObject({ from: z.int().min(0), count: z.int().min(1).max(10_000) });

/** Fields of project.json that take a new value. */
const projectEditSchema = z.strictObject({
  name: name.exactOptional(),
  description: description.exactOptional(),
  goal: z.string().max(10_000).exactOptional(),
  rules: z.string().max(100_000).exactOptional(),
  assumptions: assumptionsSchema.exactOptional(),
  notes: z.string().max(1_000_000).exactOptional(),
  columns: mappingSchema.exactOptional(),
  heldOut: heldOutSchema.exactOptional(),
  resources: meansSchema.shape.resources.exactOptional(),
  costs: meansSchema.shape.costs.exactOptional(),
});

export const METHODS = {
  'studio.read': { params: nothing, result: studioViewSchema },
  /** Fields that are given take a new value. */
  'settings.change': { params: settingsSchema.partial(), result: settingsSchema },
  /** Adds the model, or replaces the one of the same id. Its key goes to the host's secret store (Desktop). */
  'models.save': { params: modelSchema, result: done },
  'models.remove': { params: z.strictObject({ id }), result: done },

  /**
   * Keys of models where the host has no secret store of its own: in the engine's memory until it ends. Reject with
   * 'unsupported' where the host keeps them (Desktop.saveSecret).
   */
  'secrets.save': {
    params: z.strictObject({ model: id, secret: z.string().min(1).max(10_000) }),
    result: done,
  },
  'secrets.forget': { params: z.strictObject({ model: id }), result: done },
  'secrets.list': { params: nothing, result: z.array(id) },

  'samples.list': { params: nothing, result: z.array(sampleCardSchema) },
  /** Makes a project of the sample, data included, and opens it. `folder` absent: a free one in projectsFolder. */
  'samples.open': {
    params: z.strictObject({ sample: id, folder: projectPath.exactOptional() }),
    result: projectViewSchema,
  },

  /** Folders that can be chosen, for hosts without a dialog of the system. `path` absent: projectsFolder. */
  'folders.list': {
    params: z.strictObject({ path: projectPath.exactOptional() }),
    result: z.strictObject({
      path: z.string(),
      parent: z.string().nullable(),
      entries: z.array(folderEntrySchema),
    }),
  },

  'projects.recent': { params: nothing, result: z.array(recentSchema) },
  /** Takes it from the list; the folder stays as it is. */
  'projects.forget': { params: project, result: done },
  /** `folder` absent: a free one in projectsFolder, named after the project. */
  'projects.create': {
    params: z.strictObject({ name, description, folder: projectPath.exactOptional() }),
    result: projectViewSchema,
  },
  /** `folder`: the project's folder, or a file *.gsim.json in it. Open already: gives it as it is. */
  'projects.open': {
    params: z.strictObject({ folder: projectPath, readOnly: z.boolean().exactOptional() }),
    result: projectViewSchema,
  },
  'projects.read': { params: project, result: projectViewSchema },
  /** Its jobs are stopped and can be resumed. */
  'projects.close': { params: project, result: done },

  /**
   * One intent: one step to undo. The reply comes once it is durable. Edits with the same `burst`, one after the
   * other, become one step (typing).
   */
  'documents.edit': {
    params: project.extend({
      intent: z.string().min(1).max(200),
      burst: id.exactOptional(),
      edit: projectEditSchema,
    }),
    result: projectViewSchema,
  },
  /** Throws 'nothing-to-undo' / 'nothing-to-redo'. */
  'documents.undo': { params: project, result: projectViewSchema },
  'documents.redo': { params: project, result: projectViewSchema },
  /** Newest first. */
  'documents.history': {
    params: project.extend(page.shape),
    result: z.strictObject({
      total: z.int(),
      steps: z.array(
        z.strictObject({
          revision: z.int(),
          at: z.string(),
          intent: z.string(),
          undone: z.boolean(),
        }),
      ),
    }),
  },
  /** merge: ours where both changed a field; reload: the file as it is, our version stays one undo away. */
  'documents.resolve': {
    params: project.extend({
      file: z.string().min(1).max(400),
      choice: z.enum(['merge', 'reload']),
    }),
    result: projectViewSchema,
  },

  /** See ImportRequest (studio/import-data.ts). A blocked import changes nothing. One step to undo. */
  'data.import': {
    params: project.extend({
      file: z.string().min(1).max(400),
      bytes,
      name: id.exactOptional(),
      fixes: z.array(z.string()).exactOptional(),
      undo: z.array(z.string()).exactOptional(),
      roles: mappingSchema.exactOptional(),
      heldOutRows: z.int().min(0).exactOptional(),
    }),
    result: importReportSchema,
  },
  /** Rows of one trajectory (from 0) of the data in use, as they are after fixes and roles. NaN is a missing value. */
  'data.page': {
    params: project.extend({ trajectory: z.int().min(0) }).extend(page.shape),
    result: z.strictObject({
      trajectories: z.int(),
      /** Of this trajectory. */
      rows: z.int(),
      /** Rows of it that calibration may see come first; the others are held out. */
      trainingRows: z.int(),
      dates: z.array(z.string()).nullable(),
      series: z.array(
        z.strictObject({ name: z.string(), unit: z.string(), values: z.instanceof(Float64Array) }),
      ),
    }),
  },

  'simulators.read': {
    params: project.extend({ simulator: id }),
    result: z.strictObject({ id, title: z.string(), code: z.string() }),
  },
  /** Code that a person wrote or changed. Rejects with every problem of the code, with line and column. */
  'simulators.add': {
    params: project.extend({
      code: z.string().max(1_000_000),
      file: z.string().min(1).max(400),
      parent: id.exactOptional(),
    }),
    result: z.strictObject({ id, title: z.string(), warnings: z.array(z.string()) }),
  },

  /** The reply comes once the run is on disk. Rejects what can be refused at once ('no-data', ...). */
  'jobs.start': {
    params: project.extend({ job: newJobSchema }),
    result: z.strictObject({ job: runId }),
  },
  /** Holds still within a chunk of work; goes on with jobs.resume. */
  'jobs.pause': { params: project.extend({ job: runId }), result: done },
  /** Stops and keeps the best so far. The reply comes once it has stopped. */
  'jobs.cancel': { params: project.extend({ job: runId }), result: done },
  /** Goes on with a paused, interrupted, cancelled or failed one; its result is the same as if nothing had been. */
  'jobs.resume': { params: project.extend({ job: runId }), result: done },

  /**
   * A decision of the person on a discovery that goes on or is paused; heeded from the next round on. Code that cannot run
   * rejects with every problem, with line and column. Rejects with 'not-running' otherwise: start one that continues it.
   */
  'jobs.steer': { params: project.extend({ job: runId, steer: steerSchema }), result: done },

  /** Newest last, lines of the run's log. */
  'runs.log': {
    params: project.extend({ run: runId }).extend(page.shape),
    result: z.strictObject({
      total: z.int(),
      lines: z.array(z.looseObject({ at: z.string(), event: z.string() })),
    }),
  },
  /** Rows of a table of the run (posterior, summary): one array a column. */
  'runs.table': {
    params: project.extend({ run: runId, table: id }).extend(page.shape),
    result: z.strictObject({
      rows: z.int(),
      columns: z.array(z.strictObject({ name: z.string(), values: z.instanceof(Float64Array) })),
    }),
  },
  /** What result.json holds as JSON (base/plain.ts), by characters: a result may be larger than a message. */
  'runs.result': {
    params: project.extend({
      run: runId,
      from: z.int().min(0),
      count: z.int().min(1).max(8_000_000),
    }),
    result: z.strictObject({ characters: z.int(), text: z.string() }),
  },

  /** Which models there are, and what is known of each. */
  'standing.read': { params: project, result: standingViewSchema },
  /** Parts, code and links of a structure. */
  'structures.read': {
    params: project.extend({ of: structureRefSchema }),
    result: structureViewSchema,
  },
  /**
   * The simulator again with other ranges of what is possible, as a new simulator of the project. Rejects with
   * 'bad-option' for a range that is none and for a number that it does not have.
   */
  'simulators.change-priors': {
    params: project.extend({ simulator: id, priors: z.record(z.string(), priorSchema) }),
    result: z.strictObject({ id, title: z.string() }),
  },
  /** Of a calibration, a discovery (of its best structure) or the last run that calibrated `simulator`. */
  'calibrations.read': {
    params: project.extend({ run: runId.exactOptional(), simulator: id.exactOptional() }),
    result: calibrationViewSchema,
  },
  /** Methods that can be asked for, 'auto' first. */
  'calibrations.methods': {
    params: nothing,
    result: z.array(z.strictObject({ id, words: z.string(), whenToUse: z.string() })),
  },
  /** Of a check, or a discovery's own. Rejects with 'not-found' where nothing was checked. */
  'trust.read': { params: project.extend({ run: runId }), result: trustViewSchema },
  /** Rejects with 'bad-option' for names and dates that the model does not have. Can be cancelled. */
  'explore.run': {
    params: project.extend({ question: exploreRequestSchema }),
    result: exploreResultSchema,
  },
  ...DECISION_METHODS,
  /** What the words of a project are understood to say; texts that are given stand for those of the project. */
  'words.read': {
    params: project.extend({
      description: description.exactOptional(),
      rules: z.string().max(100_000).exactOptional(),
    }),
    result: understandingViewSchema,
  },
  /** The exact text of the first request to a language model; nothing is sent. */
  'proposer.preview': {
    params: project.extend({
      proposer: z.enum(['openai', 'both']),
      sendRows: z.boolean(),
      candidates: z.int().min(1).max(20).exactOptional(),
    }),
    result: z.strictObject({ text: z.string() }),
  },
  /** Asks the model for a word. Never rejects because of what the server does: `problem` says it. */
  'models.test': {
    params: z.strictObject({ id }),
    result: z.strictObject({
      milliseconds: z.number(),
      /** Which of its interfaces answered; null where none did. */
      answeredBy: z.string().nullable(),
      problem: errorSchema.nullable(),
    }),
  },

  /** Absolute path of the written script. */
  'exports.script': {
    params: project.extend({
      seed,
      simulator: id.exactOptional(),
      /** Structures with weights of this discovery instead. */
      mixture: runId.exactOptional(),
      runs: z.int().min(1).max(100_000).exactOptional(),
    }),
    result: z.strictObject({ script: z.string(), simulator: id, title: z.string(), sets: z.int() }),
  },
} as const satisfies Record<string, MethodShape>;

export type MethodName = keyof typeof METHODS;
/** What a caller gives. */
export type Params<M extends MethodName> = z.input<(typeof METHODS)[M]['params']>;
/** What the engine's handler gets: checked. */
export type CheckedParams<M extends MethodName> = z.output<(typeof METHODS)[M]['params']>;
export type Result<M extends MethodName> = z.output<(typeof METHODS)[M]['result']>;
export type JobKind = z.output<typeof jobKind>;
