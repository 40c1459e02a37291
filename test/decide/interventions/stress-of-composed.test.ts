import { describe, expect, it } from 'vitest';
import { priorDistribution } from '../../../engine/calibrate/prior.ts';
import { episodesOf } from '../../../engine/data/episodes.ts';
import { courseFor } from '../../../engine/decide/interventions/course-for.ts';
import { stressTests } from '../../../engine/decide/interventions/stress-tests.ts';
import { plainNames } from '../../../engine/decide/plain-names.ts';
import { simplestStructure, suitableFamilies } from '../../../engine/discover/composer/registry.ts';
import { writeSimulator } from '../../../engine/discover/composer/write-simulator.ts';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { evaluateDriver } from '../../../engine/simulator/plain-runner.ts';
import { WORLDS } from '../../discover/settings.ts';

const LAST = 30;
const RUNS = 10;

const worlds = Object.entries(WORLDS).flatMap(([family, own]) =>
  Object.entries(own).map(([name, world]) => ({ name: `${family}: ${name}`, ...world })),
);

describe('stress tests of what the composer builds', () => {
  it.each(worlds)('$name: can be followed and break no run', ({ setting, dataset }) => {
    const [family] = suitableFamilies(setting);
    const structure = family && simplestStructure(family, setting);
    if (structure === undefined) throw new Error('no structure');
    const compiled = compileSimulator(writeSimulator(setting, structure));
    const { declaration } = compiled;
    const [episode] = episodesOf(dataset, declaration);
    if (episode === undefined) throw new Error('no episode');
    const driver = evaluateDriver(compiled.code);
    const tests = stressTests({
      declarations: [declaration],
      resources: [],
      names: plainNames([declaration], []),
      ...{ last: LAST, dates: episode.dates ?? null },
    });
    // What only counts has nothing that could be put under stress.
    expect(tests.length > 0).toBe(structure.family !== 'counts');
    const broken = [null, ...tests].map((test) => {
      const course = courseFor(
        { scenario: test?.scenario ?? null, policies: {} },
        { name: 'it', declaration },
        { episode, origin: LAST },
        { resources: [] },
      );
      expect(course.idle).toEqual([]);
      const { failures } = driver.run(
        {
          episodes: [episode],
          parameters: Float64Array.from(Object.values(declaration.parameters), ({ prior }) =>
            priorDistribution(prior).quantile(0.5),
          ),
          ...{ sets: 1, replications: RUNS, mode: { kind: 'rollout' }, seed: 1, streams: 'common' },
          interventions: course.interventions,
          policies: course.policies,
        },
        0,
        RUNS,
      );
      return [test?.id ?? 'as it is', failures.map(({ detail }) => detail)];
    });
    expect(broken.filter(([, details]) => details?.length !== 0)).toEqual([]);
  });
});
