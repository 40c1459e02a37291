/** A sentence of a person as an objective or a limit, or why it is neither, with a way to put it. */
import type { Limit, Objective } from '../schemas/aim.ts';
import type { AimNames } from './aim-names.ts';
import { readLimit } from './read-limit.ts';
import { readObjective } from './read-objective.ts';
import { takeOutcomes } from './read-outcomes.ts';
import { type Problem, plainText, takeNames } from './sentence-text.ts';

export type ReadSentence =
  | { readonly kind: 'objective'; readonly objective: Objective }
  | { readonly kind: 'limit'; readonly limit: Limit }
  | { readonly kind: 'problem'; readonly message: string; readonly hint: string };

const MINIMISE =
  /^(?:please )?(?:minimi[sz]e|reduce|lower|cut|have as (?:few|little) as possible of)\b/;
const MAXIMISE = /^(?:please )?(?:maximi[sz]e|increase|raise)\b/;

/** Names as in the model or in plain words, in quotation marks where they could be read as something else. */
export function readSentence(text: string, names: AimNames): ReadSentence {
  const plain = plainText(text);
  const { rest: named, named: series, typed } = takeNames(plain, names);
  const { rest, outcomes } = takeOutcomes(named);
  const asked = { names, series, typed, outcomes };
  const direction = MINIMISE.test(rest) ? 'minimise' : MAXIMISE.test(rest) ? 'maximise' : undefined;
  const read =
    direction === undefined
      ? readLimit(rest, asked)
      : readObjective(
          rest.replace(direction === 'minimise' ? MINIMISE : MAXIMISE, '').trim(),
          direction,
          asked,
        );
  return 'message' in read ? problem(read) : read;
}

function problem({ message, hint }: Problem): ReadSentence {
  return { kind: 'problem', message, hint };
}
