/** The samples that the studio brings along: a folder each, with data.csv and sample.json. */
import { z } from 'zod';
import { DataError } from './data-error.ts';
import { columnMappingSchema } from './mapping.ts';

const sampleSchema = z.strictObject({
  version: z.literal(1),
  /** Name of its folder. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: z.string().min(1),
  /** What a planner wants to know. */
  question: z.string().min(1),
  /** The system in a planner's words: what the discovery starts from. */
  words: z.string().min(1),
  licence: z.string().min(1),
  /** Who collected the figures and where they were published. */
  source: z.string().min(1),
  citation: z.string().min(1),
  columns: z.array(columnMappingSchema.extend({ meaning: z.string().min(1) })).min(1),
  /** Last rows that calibration does not see. */
  heldOutRows: z.int().min(0),
  /** Seconds that a discovery as it is set takes on two cores, about. */
  secondsToRun: z.int().positive(),
});

export type Sample = z.infer<typeof sampleSchema>;

export interface LoadedSample {
  readonly sample: Sample;
  /** data.csv, as it is. */
  readonly bytes: Uint8Array;
}

/** Reads a file of the samples' folder, by its path within it (with '/'). */
export type ReadSampleFile = (path: string) => Promise<Uint8Array>;

/** Throws DataError `sample` when the description is missing or not as it should be. */
export async function loadSample(id: string, read: ReadSampleFile): Promise<LoadedSample> {
  const [description, bytes] = await Promise.all([
    readOrThrow(`${id}/sample.json`, read),
    readOrThrow(`${id}/data.csv`, read),
  ]);
  return { sample: parseSample(new TextDecoder().decode(description), id), bytes };
}

async function readOrThrow(path: string, read: ReadSampleFile): Promise<Uint8Array> {
  try {
    return await read(path);
  } catch (cause) {
    throw new DataError('sample', `sample: ${path} cannot be read`, {
      hint: 'Install the studio again, or choose another sample.',
      cause,
    });
  }
}

function parseSample(text: string, id: string): Sample {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DataError('sample', `sample: ${id}/sample.json is not JSON`, { cause });
  }
  const parsed = sampleSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new DataError('sample', `sample: ${issue?.message ?? 'not readable'}`, {
    place: { file: `${id}/sample.json`, field: issue?.path.map(String).join('.') ?? '' },
  });
}
