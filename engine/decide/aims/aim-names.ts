/** What the quantities of an aim are called in sentences. */
import type { Declaration } from '../../simulator/declaration.ts';
import { plainNames, shortMeaning } from '../plain-names.ts';
import type { Means } from '../schemas/means.ts';

export interface NamedSeries {
  readonly name: string;
  /** In the middle of a sentence; no two quantities share them. */
  readonly words: string;
  /** Another way to say it, which nothing else is called: the meaning of a result. */
  readonly also?: string;
  /** '' where there is none. */
  readonly unit: string;
  readonly kind: 'output' | 'lever' | 'resource';
  /** Of a resource: whether it can fall short of a result that it serves. */
  readonly serves: boolean;
}

export interface AimNames {
  readonly series: readonly NamedSeries[];
  /** As it is written behind a number. */
  readonly currency: string;
  /** 'day'; 'step' where a row is several of them. */
  readonly timeUnit: string;
}

/** Outputs of all structures, levers, resources. The first structure that has a name tells what it means. */
export function aimNames(declarations: readonly Declaration[], means: Means): AimNames {
  const nameOf = plainNames(declarations, means.resources);
  const named = (kind: 'output' | 'lever', name: string): NamedSeries => {
    const { words, unit } = nameOf(kind, name);
    return { name, words, unit, kind, serves: false };
  };
  const all = [
    ...declarations.flatMap(({ outputs }) =>
      Object.keys(outputs).map((one) => named('output', one)),
    ),
    ...declarations.flatMap(({ levers }) => Object.keys(levers).map((one) => named('lever', one))),
    ...means.resources.map(
      ({ name, serves }): NamedSeries => ({
        ...named('lever', name),
        ...{ kind: 'resource', serves: serves !== null },
      }),
    ),
  ];
  const { unit = 'step', step = 1 } = declarations[0]?.time ?? {};
  return {
    series: withMeanings([...new Map(all.map((one) => [one.name, one])).values()], declarations),
    currency: means.costs.currency,
    timeUnit: step === 1 ? unit : 'step',
  };
}

function withMeanings(
  series: readonly NamedSeries[],
  declarations: readonly Declaration[],
): NamedSeries[] {
  const meant = series.map(({ name, kind }) => {
    const own = declarations.find(({ outputs }) => Object.hasOwn(outputs, name));
    return kind === 'output' ? shortMeaning(own?.outputs[name]?.meaning ?? '') : undefined;
  });
  const called = (text: string) => text.toLowerCase();
  const taken = new Set(series.flatMap(({ name, words }) => [called(name), called(words)]));
  const byText = Map.groupBy(
    meant.filter((text) => text !== undefined),
    called,
  );
  return series.map((one, i) => {
    const also = meant[i];
    const isFree =
      also !== undefined && !taken.has(called(also)) && byText.get(called(also))?.length === 1;
    return isFree ? { ...one, also } : one;
  });
}
