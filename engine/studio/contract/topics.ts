/**
 * What a window can follow. A topic is a state: a subscriber first gets it as it is, then the newest one after
 * changes, at most every EVENT_INTERVAL; states in between may be left out.
 */
import { z } from 'zod';
import { jobSummarySchema, jobViewSchema } from './job-view.ts';
import { projectPath, projectViewSchema, runId } from './project-view.ts';
import { studioViewSchema } from './studio-view.ts';

interface TopicShape {
  readonly params: z.ZodType;
  readonly state: z.ZodType;
}

const project = z.strictObject({ project: projectPath });

export const TOPICS = {
  /** Settings, recent projects, models. */
  studio: { params: z.strictObject({}), state: studioViewSchema },
  /** An open project. Ends with ContractError 'closed' when it is closed. */
  project: { params: project, state: projectViewSchema },
  /** All runs of an open project, newest first. */
  jobs: { params: project, state: z.array(jobSummarySchema) },
  /** One run of an open project, live or not. */
  job: { params: project.extend({ job: runId }), state: jobViewSchema },
} as const satisfies Record<string, TopicShape>;

export type TopicName = keyof typeof TOPICS;
export type TopicParams<T extends TopicName> = z.input<(typeof TOPICS)[T]['params']>;
/** What the engine's source gets: checked. */
export type CheckedTopicParams<T extends TopicName> = z.output<(typeof TOPICS)[T]['params']>;
export type State<T extends TopicName> = z.output<(typeof TOPICS)[T]['state']>;
