import type { StudioContext } from '../context.ts';
import type { Handlers } from '../service.ts';
import { studioView } from '../studio-view.ts';

export function settingsHandlers(
  context: StudioContext,
): Pick<Handlers, 'studio.read' | 'settings.change' | 'models.save' | 'models.remove'> {
  const { user, secrets } = context;
  return {
    'studio.read': () => studioView(context),
    async 'settings.change'(change) {
      const given = Object.entries(change).filter(([, value]) => value !== undefined);
      const written = user.settings.change((old) => ({ ...old, ...Object.fromEntries(given) }));
      context.threadsChanged();
      await written;
      return user.settings.value;
    },
    async 'models.save'(model) {
      await user.models.change(({ models }) => ({
        models: models.some(({ id }) => id === model.id)
          ? models.map((one) => (one.id === model.id ? model : one))
          : [...models, model],
      }));
      return {};
    },
    async 'models.remove'({ id }) {
      secrets?.delete(id);
      await user.models.change(({ models }) => ({ models: models.filter((one) => one.id !== id) }));
      return {};
    },
  };
}
