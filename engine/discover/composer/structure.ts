/**
 * The composer's language of structures. A family is a kind of system (beds, contagion, stock keeping, a
 * series); it has slots; each slot is filled with one block. Families and blocks are rows of registries:
 * proposals, feedback, the written simulator, the words in the window and the conformance tests come from them.
 */
import type { Declaration } from '../../simulator/declaration.ts';
import type { Clues } from '../clues.ts';
import type { Setting } from '../setting.ts';
import type { SymptomId } from '../symptoms.ts';

/** One submodule as text: the body of its `step(state, world)`. */
export interface ModuleText {
  readonly name: string;
  readonly meaning: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Place among the modules of the whole simulator, low first. */
  readonly order: number;
  /** Statements; `state`, `parameters`, `inputs`, `levers`, `random`, `dt`, `t`, `weekday`, `substep` are in scope. */
  readonly body: readonly string[];
}

/** What a block adds to a simulator. Expressions are text of the simulator language. */
export interface Fragment {
  readonly parameters?: Declaration['parameters'];
  readonly inputs?: Declaration['inputs'];
  readonly levers?: Declaration['levers'];
  /** Statements of `start` before the state is returned (`row`, `parameters`, `random` in scope). */
  readonly startBody?: readonly string[];
  /** Name of a state variable -> its start expression. */
  readonly state?: Readonly<Record<string, string>>;
  readonly modules?: readonly ModuleText[];
  /** Output name -> expression of the state. */
  readonly observe?: Readonly<Record<string, string>>;
  readonly outputs?: Declaration['outputs'];
  readonly noise?: Declaration['outputs'][string]['noise'];
  readonly assumptions?: readonly string[];
  /** Top-level constants and functions that its modules use. */
  readonly helpers?: readonly string[];
  readonly rules?: readonly {
    readonly name: string;
    readonly meaning: string;
    readonly kind: 'conserved' | 'holds';
    readonly value: string;
  }[];
}

/**
 * What a change in a slot is: a part that is added or removed, a link that goes elsewhere (who is served first, what
 * feeds what), the family of a distribution, stages of a stay or an illness, a state that nobody observes.
 */
export type SlotKind = 'part' | 'wiring' | 'distribution' | 'stages' | 'hidden';

export interface Slot {
  /** Unique in the family; the name of the slot in structures. */
  readonly id: string;
  readonly kind: SlotKind;
  /** In the planner's words: 'how long they stay'. */
  readonly words: string;
}

/** A row of a family's registry. */
export interface Block {
  readonly id: string;
  readonly slot: string;
  /** In the planner's words: 'patients stay in two phases of different length'. */
  readonly words: string;
  /** What is assumed by choosing it. */
  readonly assumption: string;
  /** Rough number of free numbers that it adds: simpler comes first. */
  readonly complexity: number;
  /** Symptoms of the present model that this block may cure. */
  readonly cures: readonly SymptomId[];
  /** Whether it can be used here at all (it may need a column or a word). */
  readonly fits: (setting: Setting) => boolean;
  /** How strongly the words ask for it, 0 (not mentioned) to 1. */
  readonly mentioned: (clues: Clues) => number;
  readonly write: (setting: Setting, structure: Structure) => Fragment;
}

export interface Family {
  readonly id: string;
  readonly words: string;
  /** How well the family suits the columns and the words, 0 (cannot be used) to 1. */
  readonly suits: (setting: Setting) => number;
  /** In the order in which their modules run. What they are may depend on the columns. */
  readonly slots: (setting: Setting) => readonly Slot[];
  /** Rows of the registry: every block that may fill a slot. */
  readonly blocks: (setting: Setting) => readonly Block[];
  /** State, outputs and rules that belong to the family whatever the blocks are. */
  readonly frame: (setting: Setting, structure: Structure) => Fragment;
  /** Turns of the modules per row. */
  readonly substeps: (structure: Structure) => number;
}

/** A family with one block in each slot. */
export interface Structure {
  readonly family: string;
  readonly blocks: Readonly<Record<string, string>>;
}

/** Identity of a structure: 'beds(inflow=recorded, stay=two-phases, ...)'. */
export function structureName({ family, blocks }: Structure): string {
  const filled = Object.entries(blocks).map(([slot, block]) => `${slot}=${block}`);
  return `${family}(${filled.join(', ')})`;
}
