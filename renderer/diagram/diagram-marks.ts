/** What stands on a causal diagram beside its parts and links: switches, and one run as it moves. */
import { createContext } from 'react';

export interface DiagramSwitches {
  /** By name of a part that happens. */
  isOn(module: string): boolean;
  turn(module: string, isOn: boolean): void;
  readonly isReadOnly: boolean;
}

/** A moment of a run. */
export interface DiagramMoment {
  /** Id of a part -> how much of it there is. */
  readonly levels: ReadonlyMap<string, string>;
  /** `linkKey` -> what moves along it; strength from 0 to 1 of the most that ever does. */
  readonly amounts: ReadonlyMap<string, { readonly words: string; readonly strength: number }>;
  /** One moment after the other is shown. */
  readonly isPlaying: boolean;
}

export function linkKey(from: string, to: string): string {
  return `${from} ${to}`;
}

interface Marks {
  readonly switches: DiagramSwitches | undefined;
  readonly levels: ReadonlyMap<string, string> | undefined;
}

export const MarksContext = createContext<Marks>({ switches: undefined, levels: undefined });
