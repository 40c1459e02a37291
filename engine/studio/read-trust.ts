/** What was checked of a model, as a person looks at it: from the run of the check, or of the discovery that made it. */
import { z } from 'zod';
import type { Project } from '../project/project.ts';
import type { RunRecord } from '../project/schemas.ts';
import { type ForecastSeries, forecastSeries } from '../trust/forecast-series.ts';
import type { RollingOriginCheck } from '../trust/rolling-origin.ts';
import { sheetPartsSchema } from '../trust/schemas/sheet-parts.ts';
import { storedCheckSchema, storedFactsSchema } from '../trust/stored-check.ts';
import { weaknessesOf } from '../trust/weaknesses.ts';
import { whatWouldChange } from '../trust/would-change.ts';
import { verdictViewSchema } from './contract/job-view.ts';
import type { TrustView } from './contract/trust-view.ts';
import type { ProjectData } from './project-data.ts';
import { readProjectSimulator } from './project-simulator.ts';

const verdictSchema = z.object(verdictViewSchema.shape);
/** Whatever else a run left; each part may be missing, or of another version, without the others. */
const foundSchema = z.looseObject({ verdict: verdictSchema });
const partsSchema = z.looseObject({ sheet: z.looseObject({ parts: sheetPartsSchema }) });
const checkSchema = z.looseObject({ check: storedCheckSchema });
const factsSchema = z.looseObject({ facts: storedFactsSchema });
const roundsSchema = z.looseObject({
  rounds: z.array(z.looseObject({ feedback: z.array(z.string()) })),
});
const digestSchema = z.looseObject({ digest: z.string() });

/**
 * Undefined where nothing was checked. `readData`: of the project; dates are told where the run saw the same data. Throws
 * ProjectError 'not-found'.
 */
export async function readTrust(
  project: Project,
  id: string,
  readData: () => Promise<ProjectData>,
): Promise<TrustView | undefined> {
  const run = await project.readRun(id);
  const result = await project.readResult(id);
  const found = foundSchema.safeParse(result).data;
  if (found === undefined || run.simulator === null) return undefined;
  const { title, compiled } = await readProjectSimulator(project, run.simulator);
  const check = checkSchema.safeParse(result).data?.check;
  const facts = factsSchema.safeParse(result).data?.facts ?? [];
  const parts = partsSchema.safeParse(result).data?.sheet.parts;
  const seen = roundsSchema.safeParse(result).data?.rounds.at(-1)?.feedback ?? [];
  const given = Object.keys(compiled.declaration.inputs);
  const datesOf = check ? await datesIn(run, readData) : () => null;
  return {
    run: id,
    simulator: run.simulator,
    title,
    verdict: found.verdict,
    conditions: [...(check?.conditions ?? [])],
    parts: parts ?? null,
    heldOut: seriesOf(check?.heldOut, datesOf).map(({ lead: _, ...series }) => series),
    rolling: seriesOf(check?.rolling, datesOf),
    // Without the figures that it rests on a verdict cannot be taken apart.
    wouldChange: check ? whatWouldChange(check, facts, parts) : [],
    weaknesses: check
      ? weaknessesOf({ check, facts, seen, given, ...(parts && { parts }) })
      : complaintsOf(found.verdict),
  };
}

type DatesOf = (trajectory: string) => readonly string[] | null;

async function datesIn(
  { inputs }: RunRecord,
  readData: () => Promise<ProjectData>,
): Promise<DatesOf> {
  const seen = digestSchema.safeParse(inputs).data?.digest;
  const data = await readData().catch(() => undefined);
  if (data === undefined || data.digest !== seen) return () => null;
  return (trajectory) =>
    data.dataset.trajectories.find(({ id }) => id === trajectory)?.dates ?? null;
}

function seriesOf(
  part: RollingOriginCheck['rolling'] | undefined,
  datesOf: DatesOf,
): TrustView['rolling'] {
  if (part === undefined) return [];
  return forecastSeries(part.points).map(({ episode, levels, ...series }: ForecastSeries) => {
    const dates = datesOf(episode);
    return {
      ...series,
      trajectory: episode,
      unit: part.outputs.find(({ output }) => output === series.output)?.unit ?? '',
      dates: dates && Array.from(series.rows, (row) => dates[row] ?? ''),
      levels: [...levels],
    };
  });
}

function complaintsOf({ facts }: TrustView['verdict']): string[] {
  return facts.flatMap(({ speaks, text }) => (speaks === 'against' ? [text] : []));
}
