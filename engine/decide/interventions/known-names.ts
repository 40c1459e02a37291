/** Whether a structure has what a change speaks of. */
import type { Declaration } from '../../simulator/declaration.ts';
import type { NameKind } from '../plain-names.ts';
import type { Change } from '../schemas/dated-change.ts';

export interface Target {
  readonly kind: NameKind;
  readonly name: string;
}

/** What a change needs to be there, the one that it acts on first. */
export function targetsOf(change: Change): readonly [Target, ...Target[]] {
  switch (change.kind) {
    case 'parameter':
      return [{ kind: 'parameter', name: change.parameter }];
    case 'input':
      return [{ kind: 'input', name: change.input }];
    case 'lever':
      return [{ kind: 'lever', name: change.lever }];
    case 'disable':
    case 'delay':
      return [{ kind: 'module', name: change.module }];
    case 'cap':
      return [
        { kind: 'module', name: change.module },
        { kind: 'field', name: change.field },
      ];
    case 'replace':
      return [
        { kind: 'module', name: change.module },
        ...change.changes.map(({ field }): Target => ({ kind: 'field', name: field })),
      ];
    case 'state':
      return [{ kind: 'field', name: change.field }];
    default:
      return change satisfies never;
  }
}

/** Names of this kind in a structure; without resources. */
export function namesIn(kind: NameKind, declaration: Declaration): readonly string[] {
  switch (kind) {
    case 'parameter':
      return Object.keys(declaration.parameters);
    case 'input':
      return Object.keys(declaration.inputs);
    case 'lever':
      return Object.keys(declaration.levers);
    case 'output':
      return Object.keys(declaration.outputs);
    case 'module':
      return declaration.modules.map(({ name }) => name);
    case 'field':
      return fieldsOf(declaration);
    default:
      return kind satisfies never;
  }
}

/** Top-level names of the state, as its modules declare them. */
export function fieldsOf({ modules }: Pick<Declaration, 'modules'>): string[] {
  return [...new Set(modules.flatMap(({ reads, writes }) => [...reads, ...writes]))];
}

/** The first that the structure lacks. */
export function missingIn(change: Change, declaration: Declaration): Target | undefined {
  return targetsOf(change).find(({ kind, name }) => !namesIn(kind, declaration).includes(name));
}
