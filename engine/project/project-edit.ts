/** A step of editing a project: fields of project.json, and data with what follows from them. */
import { type NewData, putData } from './data-files.ts';
import type { DocumentStore } from './document-store.ts';
import { checkDocument, PROJECT_FILE, plain } from './documents.ts';
import { ProjectError } from './error.ts';
import type { Folder } from './folder.ts';
import { type ProjectMeta, projectSchema } from './schemas.ts';

/** What a person can change in project.json. */
export type MetaChange = Partial<
  Pick<
    ProjectMeta,
    | 'name'
    | 'description'
    | 'goal'
    | 'rules'
    | 'assumptions'
    | 'data'
    | 'columns'
    | 'heldOut'
    | 'resources'
    | 'costs'
    | 'notes'
  >
>;

/** One intent of the person. */
export interface EditStep {
  /** In the person's words: 'Held out 28 rows'. */
  readonly intent: string;
  /** Edits with the same burst, directly after one another, are one step to undo (typing). */
  readonly burst?: string;
  readonly meta?: MetaChange;
  readonly data?: NewData;
  /** Scenarios, aims and plans by file ('scenarios/surge.json') as they are to be; null: taken away. */
  readonly documents?: Readonly<Record<string, object | null>>;
}

/** The bytes of data lie in the folder before the step that speaks of them is in the journal. */
export async function editProject(
  folder: Folder,
  store: DocumentStore,
  { intent, burst, meta = {}, data, documents = {} }: EditStep,
  clock: () => Date,
): Promise<void> {
  let takeBack = async () => {};
  const step = { intent, ...(burst !== undefined && { burst }) };
  const edited = store.edit(step, async (now) => {
    const { revision: _revision, ...content } = checkMeta({ ...metaOf(store), ...meta });
    const next = new Map(now).set(PROJECT_FILE, plain(content));
    for (const [file, document] of Object.entries(documents)) {
      if (document === null) next.delete(file);
      else next.set(file, plain(checkDocument(document, { file: folder.path(file), name: file })));
    }
    if (data === undefined) return next;
    const put = await putData(folder, store, data, clock());
    takeBack = put.undo;
    return new Map([...next, ...put.documents]);
  });
  await edited.catch(async (error) => {
    await takeBack();
    throw error;
  });
}

export function metaOf({ documents, revision }: DocumentStore): ProjectMeta {
  return { ...documents.get(PROJECT_FILE), revision } as ProjectMeta;
}

/** Throws ProjectError 'corrupt' that names the field. */
export function checkMeta(meta: ProjectMeta): ProjectMeta {
  const checked = projectSchema.safeParse(meta);
  if (checked.success) return checked.data;
  const { path, message } = checked.error.issues[0]!;
  const field = path.join('.');
  throw new ProjectError('corrupt', `project: ${field}: ${message}`, {
    hint: 'Correct the field.',
    place: { field },
  });
}
