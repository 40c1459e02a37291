/** The short of a result.json, whichever use case wrote it. */
import { z } from 'zod';
import type { Project } from '../../project/project.ts';
import type { RunRecord } from '../../project/schemas.ts';
import type { Declaration } from '../../simulator/declaration.ts';
import { factViewSchema } from '../contract/discovery-view.ts';
import type { OutcomeView } from '../contract/job-view.ts';

const figures = z.record(z.string(), z.unknown());

/** What results have in common with the view; each part may be missing or damaged without the others. */
const calibrated = z.looseObject({
  intervals: z.array(
    z.object({ name: z.string(), value: z.number(), low: z.number(), high: z.number() }),
  ),
});
const bestSoFar = z.looseObject({ parameters: z.record(z.string(), z.number()) });
const verdict = z.object({
  kind: z.enum(['trustworthy', 'usable-with-care', 'not-yet']),
  headline: z.string(),
  facts: z.array(z.object({ speaks: z.enum(['for', 'against', 'neither']), text: z.string() })),
  warnings: z.array(z.string()),
});
const facts = z.array(z.object(factViewSchema.shape));
const fit = z.looseObject({ rmse: figures });

/** Null: the run left no result, or one that is told otherwise (a simulation, a search for policies). Throws ProjectError. */
export async function outcomeView(project: Project, run: RunRecord): Promise<OutcomeView | null> {
  if (run.kind === 'simulate' || run.kind === 'decide') return null;
  const result = figures.safeParse(await project.readResult(run.id)).data;
  if (result === undefined) return null;
  const simulator = await simulatorOf(project, run);
  return {
    title: simulator?.title ?? null,
    verdict: verdict.safeParse(result.verdict).data ?? null,
    parameters: parametersOf(result, simulator?.declaration),
    fit: fitOf(result, simulator?.declaration),
    facts: facts.safeParse(result.facts).data ?? [],
  };
}

/** Undefined where the run settled on none, or its code cannot be read any more. */
async function simulatorOf(project: Project, { simulator }: RunRecord) {
  if (simulator === null) return undefined;
  const { readProjectSimulator } = await import('../project-simulator.ts');
  try {
    const { title, compiled } = await readProjectSimulator(project, simulator);
    return { title, declaration: compiled.declaration };
  } catch {
    // The figures are still worth seeing; whoever runs it is told what is wrong.
    return undefined;
  }
}

function parametersOf(
  result: z.infer<typeof figures>,
  declaration: Declaration | undefined,
): OutcomeView['parameters'] {
  const about = (name: string) => ({
    name,
    meaning: declaration?.parameters[name]?.meaning ?? '',
    unit: declaration?.parameters[name]?.unit ?? '',
  });
  const full = calibrated.safeParse(result.calibration).data;
  if (full) return full.intervals.map(({ name, ...range }) => ({ ...about(name), ...range }));
  const best = bestSoFar.safeParse(result.best).data;
  return Object.entries(best?.parameters ?? {}).map(([name, value]) => ({
    ...about(name),
    value,
    low: value,
    high: value,
  }));
}

function fitOf(
  result: z.infer<typeof figures>,
  declaration: Declaration | undefined,
): OutcomeView['fit'] {
  return Object.entries(fit.safeParse(result.fit).data?.rmse ?? {}).flatMap(([output, rmse]) =>
    typeof rmse === 'number' && Number.isFinite(rmse)
      ? [{ output, unit: declaration?.outputs[output]?.unit ?? '', rmse }]
      : [],
  );
}
