import type { Intervention } from '../../simulator/simulation.ts';
import type { Change } from '../schemas/dated-change.ts';

/** A change over these rows, as the simulator takes it. */
export function interventionOf(change: Change, from: number, to: number): Intervention {
  switch (change.kind) {
    case 'parameter': {
      const { how, parameter, value } = change;
      return { kind: `${how}-parameter`, parameter, value, from, to };
    }
    case 'input': {
      const { how, input, value } = change;
      return { kind: `${how}-input`, input, value, from, to };
    }
    case 'lever': {
      const { how, lever, value } = change;
      return { kind: `${how}-lever`, lever, value, from, to };
    }
    case 'disable':
      return { kind: 'disable-module', module: change.module, from, to };
    case 'delay':
      return { kind: 'delay-module', module: change.module, by: change.by, from, to };
    case 'cap': {
      const { module, field, most } = change;
      return { kind: 'cap-module', module, field, most, from, to };
    }
    case 'replace':
      return { kind: 'replace-module', module: change.module, changes: change.changes, from, to };
    case 'state': {
      const { how, field, value } = change;
      return { kind: `${how}-state`, field, value, at: from };
    }
    default:
      return change satisfies never;
  }
}
