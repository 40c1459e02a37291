/** What questions are asked of, kept between them: reading it anew takes longer than answering. */

import { inputTaskOf } from '../../forecast/future-episode.ts';
import type { InputTask } from '../../forecast/input-model.ts';
import { INPUT_MODELS, type InputModel, type InputModelName } from '../../forecast/input-model.ts';
import type { Project } from '../../project/project.ts';
import type { ExploreRequest } from '../contract/explore.ts';
import { chosenFutureInputs } from '../forecast-inputs.ts';
import type { ProjectData } from '../project-data.ts';
import { type ExploredSubject, readSubject } from './explored-subject.ts';

/** Structures that are kept: what a person compares side by side. */
const MOST_SUBJECTS = 8;

export interface KeptSubject {
  readonly subject: ExploredSubject;
  /** As asked for, else the one that would have told the newest recorded inputs best. */
  inputModel(horizon: number, asked: InputModelName | undefined, seed: number): InputModel;
}

/** Of one project. */
export class ExploreSubjects {
  readonly #kept = new Map<string, Promise<KeptSubject>>();

  /** After simulators or runs changed. Other data are another key. */
  forget(): void {
    this.#kept.clear();
  }

  /** Rejects as readSubject does. */
  read(
    project: Project,
    data: ProjectData,
    subject: ExploreRequest['subject'],
  ): Promise<KeptSubject> {
    // The numbers of a structure change while its search goes on.
    if (subject.kind === 'candidate') return readSubject(project, data, subject).then(kept);
    const key = JSON.stringify([data.digest, subject]);
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const read = readSubject(project, data, subject).then(kept);
    this.#kept.set(key, read);
    if (this.#kept.size > MOST_SUBJECTS) this.#kept.delete(this.#kept.keys().next().value ?? key);
    read.catch(() => {
      if (this.#kept.get(key) === read) this.#kept.delete(key);
    });
    return read;
  }
}

function kept(subject: ExploredSubject): KeptSubject {
  const chosen = new Map<string, InputModelName>();
  const choose = (horizon: number, seed: number): InputModelName => {
    const tasks = subject.models.flatMap(({ declaration, episodes }) =>
      episodes.map((episode): InputTask => inputTaskOf(episode, declaration, horizon)),
    );
    return chosenFutureInputs(undefined, tasks, seed) as InputModelName;
  };
  return {
    subject,
    inputModel(horizon, asked, seed) {
      const key = `${horizon} ${seed}`;
      const name = asked ?? chosen.get(key) ?? choose(horizon, seed);
      if (asked === undefined) chosen.set(key, name);
      return modelOf(name);
    },
  };
}

function modelOf(name: InputModelName): InputModel {
  const model = INPUT_MODELS.find((one) => one.name === name);
  if (model === undefined) throw new Error(`input model: no ${name}`);
  return model;
}
