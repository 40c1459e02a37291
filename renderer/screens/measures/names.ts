/** What people call the parts of a model. */

import type { DecisionSpace } from '../../../engine/studio/contract/decision-space.ts';
import type { ResourceChoice } from '../../../engine/studio/contract/project-view.ts';
import { plainName } from '../../words/numbers.ts';
import { resourceName } from '../project/means-words.ts';

export interface Names {
  words(name: string): string;
  unit(name: string): string;
  meaning(name: string): string;
}

/** Names that the model does not have are told as they are written. */
export function namesOf(space: DecisionSpace, resources: readonly ResourceChoice[]): Names {
  const { parameters, inputs, levers, outputs } = space;
  const known = new Map([...parameters, ...inputs, ...outputs, ...levers].map((q) => [q.name, q]));
  const parts = new Map([...space.modules, ...space.fields].map((part) => [part.name, part]));
  return {
    words(name) {
      const resource = resources.find((one) => one.name === name);
      return resource ? resourceName(resource) : plainName(name);
    },
    unit: (name) => known.get(name)?.unit ?? '',
    meaning: (name) => known.get(name)?.meaning ?? parts.get(name)?.meaning ?? '',
  };
}
