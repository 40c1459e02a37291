import type { StudioContext } from '../context.ts';
import { ServerError } from '../server-error.ts';
import type { Handlers } from '../service.ts';

/** Keys of models where the host keeps none: in memory, never on disk, never given back. */
export function secretsHandlers({
  secrets,
}: StudioContext): Pick<Handlers, 'secrets.save' | 'secrets.forget' | 'secrets.list'> {
  const kept = () => {
    if (secrets) return secrets;
    throw new ServerError('unsupported', 'key: the system keeps the keys of this studio', {
      hint: 'Save it through the settings of the desktop application.',
    });
  };
  return {
    'secrets.save'({ model, secret }) {
      kept().set(model, secret);
      return {};
    },
    'secrets.forget'({ model }) {
      kept().delete(model);
      return {};
    },
    'secrets.list': () => [...kept().keys()],
  };
}
