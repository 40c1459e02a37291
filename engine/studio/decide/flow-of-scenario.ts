/** One run, module by module, for the moving picture: one of those that a comparison with this seed makes. */
import { DecideError } from '../../decide/decide-error.ts';
import { courseRows } from '../../decide/evaluate/course-setup.ts';
import { runCourse } from '../../decide/evaluate/run-course.ts';
import { BLOCK } from '../../decide/evaluate/share-out.ts';
import type { Means } from '../../decide/schemas/means.ts';
import type { InputModel } from '../../forecast/input-model.ts';
import type { Simulate } from '../../simulator/simulation.ts';
import type { FlowRequest, FlowResult } from '../contract/compare.ts';
import type { ExploredSubject } from '../explore/explored-subject.ts';

export interface FlowTools {
  readonly simulate: Simulate;
  readonly inputs: InputModel;
  readonly means: Means;
  readonly signal?: AbortSignal;
}

/** Throws DecideError as a comparison does; rejects as `simulate` does. */
export async function flowOfScenario(
  { models }: ExploredSubject,
  { simulate, inputs, means, signal }: FlowTools,
  { record, horizon, since, seed, scenario, run }: FlowRequest,
): Promise<FlowResult> {
  const setup = { structures: models, means, record, horizon, since, inputs, simulate };
  const { origin, rows } = courseRows(setup);
  const range = { seed, first: run - (run % BLOCK), count: BLOCK };
  let seen:
    | Pick<FlowResult, 'title' | 'modules' | 'fields' | 'changes' | 'levels' | 'outputs'>
    | undefined;
  const { dates } = await runCourse(
    { ...setup, draws: 'first' },
    { scenario, policies: {} },
    range,
    [],
    {
      ...(signal && { signal }),
      flows: true,
      look({ result: { flows, values }, runs, width }, { structure: { declaration, name } }, at) {
        const own = Array.from({ length: runs }, (_, i) => i).find((i) => at(i) === run % BLOCK);
        if (own === undefined || flows === undefined) return;
        const part = (all: Float64Array) =>
          Float64Array.from(
            all.subarray((own * all.length) / runs, ((own + 1) * all.length) / runs),
          );
        const table = part(values);
        seen = {
          title: name,
          modules: declaration.modules.map((module) => module.name),
          fields: [...flows.fields],
          changes: part(flows.changes),
          levels: part(flows.levels),
          outputs: Object.keys(declaration.outputs).map((output, column) => ({
            name: output,
            values: Float64Array.from({ length: rows }, (_, row) => table[row * width + column]!),
          })),
        };
      },
    },
  );
  if (seen === undefined) {
    throw new DecideError('bad-change', 'flow: the run told nothing', {
      hint: 'Choose another run or scenario.',
    });
  }
  return {
    ...seen,
    timeUnit: models[0].declaration.time.unit,
    first: origin + 1,
    dates: dates?.slice(origin + 1, origin + 1 + rows) ?? null,
  };
}
