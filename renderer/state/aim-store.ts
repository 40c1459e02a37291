/** Goals as they are edited: seen at once, saved soon after, one step of undo for what belongs together. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StudioClient } from '../../engine/studio/contract/client.ts';
import type { ProjectView } from '../../engine/studio/contract/project-view.ts';
import { errorData } from './error-data.ts';
import type { OpenProject } from './project-store.ts';

export type Aim = ProjectView['aims'][number]['aim'];

export interface AimState {
  /** Id of the goal that is edited; undefined: the first of the project. */
  readonly chosen: string | undefined;
  /** By id: edited here, not saved yet. */
  readonly edited: Readonly<Record<string, Aim>>;
}

export interface AimEditor {
  readonly store: StoreApi<AimState>;
  choose(id: string): void;
  /** `intent`: what was done, in words; the same again soon after belongs to one step of undo. */
  change(id: string, aim: Aim, intent: string): void;
  /** A further goal, which is then edited. */
  add(aim: Aim): Promise<void>;
  remove(id: string, name: string): Promise<void>;
}

/** Milliseconds: a change is sent after this pause; a longer one begins a new step of undo. */
const SEND_AFTER = 250;
const BURST_ENDS_AFTER = 2500;

interface Waiting {
  readonly aim: Aim;
  readonly intent: string;
  readonly burst: string;
  readonly done: () => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

const editors = new WeakMap<OpenProject, AimEditor>();

/** The one of a project that is open in the window. */
export function aimEditor(
  project: OpenProject,
  client: Pick<StudioClient, 'call'>,
  onError: (error: unknown) => void,
): AimEditor {
  const known = editors.get(project);
  if (known) return known;
  const editor = createAimEditor(project, client, onError);
  editors.set(project, editor);
  return editor;
}

function createAimEditor(
  project: OpenProject,
  client: Pick<StudioClient, 'call'>,
  onError: (error: unknown) => void,
): AimEditor {
  const store = createStore<AimState>()(() => ({ chosen: undefined, edited: {} }));
  const waiting = new Map<string, Waiting>();
  let burst = { id: '', key: '', at: Number.NEGATIVE_INFINITY };
  const folder = () => project.store.getState().view?.project ?? '';

  const forget = (id: string) =>
    store.setState(({ edited }) => {
      const { [id]: _saved, ...others } = edited;
      return { edited: others };
    });
  const send = async (id: string) => {
    const sent = waiting.get(id);
    if (!sent) return;
    clearTimeout(sent.timer);
    const { aim, intent } = sent;
    try {
      await client.call('aims.save', { project: folder(), intent, burst: sent.burst, id, aim });
    } catch (error) {
      // Whether it was carried out is not known: to do it again does no harm.
      if (['connection-lost', 'not-open'].includes(errorData(error).code)) {
        const timer = setTimeout(() => void send(id), SEND_AFTER);
        if (waiting.get(id) === sent) waiting.set(id, { ...sent, timer });
        return;
      }
      onError(error);
    }
    if (waiting.get(id) !== sent) return;
    waiting.delete(id);
    sent.done();
    forget(id);
  };
  const burstOf = (key: string): string => {
    const now = performance.now();
    const goesOn = burst.key === key && now - burst.at <= BURST_ENDS_AFTER;
    burst = { id: goesOn ? burst.id : crypto.randomUUID(), key, at: now };
    return burst.id;
  };

  return {
    store,
    choose: (chosen) => store.setState({ chosen }),
    change(id, aim, intent) {
      const before = waiting.get(id);
      clearTimeout(before?.timer);
      waiting.set(id, {
        ...{ aim, intent, burst: burstOf(`${id} ${intent}`) },
        done: before?.done ?? project.draft(() => send(id)),
        timer: setTimeout(() => void send(id), SEND_AFTER),
      });
      store.setState(({ edited }) => ({ edited: { ...edited, [id]: aim } }));
    },
    async add(aim) {
      await project.flush();
      const saved = await client.call('aims.save', {
        ...{ project: folder(), intent: `Added the goal “${aim.name}”`, aim },
      });
      store.setState({ chosen: saved.id });
    },
    async remove(id, name) {
      await project.flush();
      await client.call('aims.remove', {
        ...{ project: folder(), intent: `Removed the goal “${name}”`, id },
      });
      store.setState(({ chosen }) => ({ chosen: chosen === id ? undefined : chosen }));
    },
  };
}
