/** What a window can ask about measures and policies: rows of METHODS. */
import { z } from 'zod';
import { aimSchema, limitSchema, objectiveSchema } from '../../decide/schemas/aim.ts';
import { scenarioSchema } from '../../decide/schemas/scenario.ts';
import {
  compareRequestSchema,
  compareResultSchema,
  flowRequestSchema,
  flowResultSchema,
} from './compare.ts';
import { decisionSpaceSchema } from './decision-space.ts';
import { decisionViewSchema, surfaceRequestSchema, surfaceResultSchema } from './decision-view.ts';
import { subjectSchema } from './explore.ts';
import { projectPath, projectViewSchema, runId } from './project-view.ts';

const project = z.strictObject({ project: projectPath });
const intent = z.string().min(1).max(200);
const id = z.string().min(1).max(120);
const name = z.string().trim().min(1).max(200);

export const DECISION_METHODS = {
  /**
   * Writes scenarios/<id>.json; one step to undo. `id` absent: a free one after its name. Before anything is written it rejects with 'bad-change' for
   * a change that ends before it begins or is made twice and 'bad-policy' for a policy without its numbers, with 'not-found' for an
   * `id` that there is not; never because the model in use lacks a name.
   */
  'scenarios.save': {
    params: project.extend({
      intent,
      burst: id.exactOptional(),
      id: id.exactOptional(),
      scenario: scenarioSchema,
    }),
    result: z.strictObject({ id, view: projectViewSchema }),
  },
  'scenarios.remove': { params: project.extend({ intent, id }), result: projectViewSchema },
  'aims.save': {
    params: project.extend({
      intent,
      burst: id.exactOptional(),
      id: id.exactOptional(),
      aim: aimSchema,
    }),
    result: z.strictObject({ id, view: projectViewSchema }),
  },
  'aims.remove': { params: project.extend({ intent, id }), result: projectViewSchema },
  /** Writes policies/<id>.json of a candidate that was looked at closely: what the exported script takes as --policy. */
  'plans.make': {
    params: project.extend({ run: runId, candidate: id, name }),
    result: z.strictObject({ id, file: z.string(), view: projectViewSchema }),
  },
  'plans.remove': { params: project.extend({ intent, id }), result: projectViewSchema },
  /** What of a model can be changed. */
  'decisions.space': {
    params: project.extend({ subject: subjectSchema, horizon: z.int().min(1).max(2000) }),
    result: decisionSpaceSchema,
  },
  /** Can be cancelled. A scenario that cannot be run says so in its place; others are answered. */
  'scenarios.compare': {
    params: project.extend({ question: compareRequestSchema }),
    result: compareResultSchema,
  },
  'scenarios.flow': {
    params: project.extend({ question: flowRequestSchema }),
    result: flowResultSchema,
  },
  /** Of a search for policies, while it goes on, too. */
  'decisions.read': { params: project.extend({ run: runId }), result: decisionViewSchema },
  /** Can be cancelled. */
  'decisions.surface': {
    params: project.extend({ question: surfaceRequestSchema }),
    result: surfaceResultSchema,
  },
  /**
   * A sentence as an objective or a limit; names as the model in use or their plain words. `problem`: why it is neither, with a
   * way to put it; null where it was understood.
   */
  'aims.understand': {
    params: project.extend({ subject: subjectSchema, text: z.string().max(1000) }),
    result: z.strictObject({
      objective: objectiveSchema.nullable(),
      limit: limitSchema.nullable(),
      problem: z.strictObject({ message: z.string(), hint: z.string() }).nullable(),
    }),
  },
} as const;
