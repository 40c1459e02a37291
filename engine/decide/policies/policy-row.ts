/** One kind of policy: what it is good for, its numbers, what the simulator makes of it, how it is read aloud. */
import type { LeverPolicy, Watch } from '../../simulator/simulation.ts';
import type { MomentTools } from '../moment-words.ts';
import type { Named, NameOf } from '../plain-names.ts';
import type { Moment } from '../schemas/moment.ts';
import type { PolicyKind, WatchChoice } from '../schemas/policy-choice.ts';
import type { LeverContext } from './lever-context.ts';

/** A number of a policy, with where it is looked for. */
export interface PolicyNumber {
  readonly name: string;
  readonly words: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  readonly start: number;
  readonly integer: boolean;
}

/** A policy's numbers as a row reads them. */
export interface ReadChoice {
  /** By name; names that the row asks for are there. */
  value(name: string): number;
  readonly watch: WatchChoice;
  readonly starts: readonly Moment[];
}

/** Where a policy is to be followed. */
export interface PolicyPlace {
  /** Row of a day; Infinity after the last row. */
  rowOf(moment: Moment): number;
  /** The row before the first one ahead. */
  readonly origin: number;
}

export interface WordTools extends MomentTools {
  readonly names: NameOf;
  /** Names of levers that are resources: they are opened and closed, not set. */
  readonly resources?: readonly string[];
}

/** What a policy is read aloud by. */
interface AloudTools extends WordTools {
  readonly lever: Named;
  readonly isResource: boolean;
}

export interface PolicyRow {
  readonly kind: PolicyKind;
  /** 'Opens above, closes below'. */
  readonly words: string;
  /** What it is good for, a sentence. */
  readonly use: string;
  readonly watches: boolean;
  /** Whether it looks at the sum of what it watches (default), or at one term after the other. */
  readonly termByTerm?: true;
  /** How well it suits the lever; 0: not at all. */
  suits(context: LeverContext): number;
  /** In the order of a form. `watch`: null where it looks at nothing. */
  numbersFor(
    context: LeverContext,
    watch: WatchChoice | null,
    starts: readonly Moment[],
  ): readonly PolicyNumber[];
  /** Names of the numbers that a choice must have. */
  namesOf(watch: WatchChoice | null, starts: readonly Moment[]): readonly string[];
  /** Those of them that are values of the lever itself. */
  setBy(name: string): boolean;
  toPolicy(choice: ReadChoice, place: PolicyPlace): LeverPolicy;
  /** Without the full stop. */
  aloud(choice: ReadChoice, tools: AloudTools): string;
}

/** The watch as the simulator takes it. */
export function watchOf({ terms, delay, window, underway }: WatchChoice): Watch {
  return { terms, delay, window, underway };
}
