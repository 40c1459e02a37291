/**
 * What the kernel needs to know of a declaration. A checked `Declaration` (declaration.ts) is one; the names keep
 * the order in which they are declared.
 */

export interface Declared {
  readonly time: { readonly step: number; readonly substeps: number };
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, { readonly default?: number | undefined }>>;
  readonly levers: Readonly<Record<string, DeclaredLever>>;
  readonly outputs: Readonly<Record<string, DeclaredOutput>>;
  readonly modules: readonly { readonly name: string }[];
  readonly rules: readonly { readonly name: string; readonly kind: 'conserved' | 'holds' }[];
}

export interface DeclaredLever {
  readonly default: number;
  readonly low: number;
  readonly high: number;
  readonly integer: boolean;
}

export interface DeclaredOutput {
  readonly kind: 'count' | 'continuous' | 'proportion';
  readonly noise?: DeclaredNoise | undefined;
}

/** A number, or the name of a parameter. */
export type NumberOrParameter = number | string;

export type DeclaredNoise =
  | { readonly kind: 'normal'; readonly sd: NumberOrParameter }
  | { readonly kind: 'proportional'; readonly cv: NumberOrParameter }
  | { readonly kind: 'poisson' }
  | { readonly kind: 'negative-binomial'; readonly size: NumberOrParameter }
  | { readonly kind: 'binomial'; readonly probability: NumberOrParameter };
