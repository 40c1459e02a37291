/** The projects that are open in this engine: one Project each, whoever asks for it. */
import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openProject, type Project, type ProjectOptions } from '../../project/project.ts';
import { OpenProject } from './open-project.ts';
import type { ProjectJobsTools } from './project-jobs.ts';
import { ServerError } from './server-error.ts';

export class OpenProjects {
  /** By folder, symbolic links resolved. */
  readonly #open = new Map<string, OpenProject>();
  /** Being opened. */
  readonly #opening = new Map<string, Promise<OpenProject>>();
  /** Being closed. */
  readonly #leaving = new Map<string, Promise<void>>();
  readonly #options: ProjectOptions;
  readonly #tools: Omit<ProjectJobsTools, 'onEnded'>;
  #closing = false;

  constructor(options: ProjectOptions, tools: Omit<ProjectJobsTools, 'onEnded'>) {
    this.#options = options;
    this.#tools = tools;
  }

  get all(): readonly OpenProject[] {
    return [...this.#open.values()];
  }

  /** Throws ServerError 'not-open'. */
  get(folder: string): OpenProject {
    const found = this.#open.get(folder);
    if (found) return found;
    throw new ServerError('not-open', `project: not open: ${folder}`, {
      hint: 'Open it again.',
      place: { file: folder },
    });
  }

  /** `path`: the folder, or a file *.gsim.json in it. Open already: as it is. Rejects with ProjectError. */
  async open(path: string, { readOnly = false } = {}): Promise<OpenProject> {
    const folder = path.endsWith('.gsim.json') ? dirname(path) : path;
    const real = await realpath(folder).catch(() => folder);
    const known = this.#open.get(real) ?? this.#opening.get(real);
    if (known) return known;
    const opening = this.#openFolder(real, readOnly);
    this.#opening.set(real, opening);
    return opening.finally(() => this.#opening.delete(real));
  }

  /** Takes in a project that was just made. */
  async add(project: Project): Promise<OpenProject> {
    if (this.#closing) {
      await project.close();
      throw new ServerError('not-open', 'studio: it is being closed', { hint: 'Start it again.' });
    }
    const open = new OpenProject(project, this.#tools);
    this.#open.set(project.folder, open);
    await this.#tools.onLive();
    return open;
  }

  async close(folder: string): Promise<void> {
    const open = this.get(folder);
    this.#open.delete(folder);
    const leaving = open.close().finally(() => this.#leaving.delete(folder));
    this.#leaving.set(folder, leaving);
    await leaving;
    await this.#tools.onLive();
  }

  async closeAll(): Promise<void> {
    this.#closing = true;
    await Promise.allSettled(this.#opening.values());
    await Promise.all(this.all.map(({ project }) => this.close(project.folder)));
    await Promise.all(this.#leaving.values());
  }

  async #openFolder(real: string, readOnly: boolean): Promise<OpenProject> {
    await this.#leaving.get(real);
    return this.add(await openProject(real, { ...this.#options, readOnly }));
  }
}
