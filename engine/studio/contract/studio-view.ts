/** What belongs to the person rather than to a project. */
import { z } from 'zod';
import { projectPath } from './project-view.ts';

/** An OpenAI-compatible endpoint. Its key lies in the host's secret store and never comes back. */
export const modelSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60),
  name: z.string().trim().min(1).max(120),
  baseUrl: z.url({ protocol: /^https?$/ }),
  /** As the server calls it: 'gpt-5', 'llama3.3'. */
  model: z.string().trim().min(1).max(200),
});

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** Threads that simulate; null: chosen by the number of cores. */
  threads: z.int().min(1).max(256).nullable(),
  /** Look for a new version of the studio now and then. Off unless the person turned it on. */
  updates: z.boolean(),
  /** Tell by a notification of the system when a job ends while the window is in the background. */
  notifications: z.boolean(),
});

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  threads: null,
  updates: false,
  notifications: true,
};

export const recentSchema = z.strictObject({
  project: projectPath,
  name: z.string(),
  /** ISO 8601. */
  opened: z.string(),
  /** false: nothing is there any more, or it cannot be reached. */
  exists: z.boolean(),
});

export const studioViewSchema = z.strictObject({
  app: z.string(),
  settings: settingsSchema,
  /** Newest first, at most 20. */
  recent: z.array(recentSchema),
  models: z.array(modelSchema),
  /** Where new projects go unless the person says otherwise. */
  projectsFolder: z.string(),
});

/** A card of the gallery. */
export const sampleCardSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  question: z.string(),
  words: z.string(),
  licence: z.string(),
  source: z.string(),
  rows: z.int(),
  timeUnit: z.string(),
  firstDate: z.string().nullable(),
  lastDate: z.string().nullable(),
  heldOutRows: z.int(),
  /** Until a model is found and checked on two cores, about. */
  secondsToRun: z.int(),
  /** The series to be predicted, at most 400 points: the card's picture. Null is a missing value. */
  picture: z.strictObject({
    name: z.string(),
    unit: z.string(),
    values: z.array(z.number().nullable()),
  }),
});

export const folderEntrySchema = z.strictObject({
  name: z.string(),
  path: z.string(),
  /** It holds a project. */
  isProject: z.boolean(),
});

export type Settings = z.infer<typeof settingsSchema>;
export type StudioView = z.infer<typeof studioViewSchema>;
export type SampleCard = z.infer<typeof sampleCardSchema>;
export type Recent = z.infer<typeof recentSchema>;
export type Model = z.infer<typeof modelSchema>;
