import { ProjectError } from './error.ts';

/** What could be read and why the rest could not: one damaged file never hides the others. */
export interface Listing<T> {
  readonly items: readonly T[];
  readonly problems: readonly ProjectError[];
}

/** Reads each name; a ProjectError becomes a problem, any other error is thrown. */
export async function readEach<T>(
  names: readonly string[],
  read: (name: string) => Promise<T>,
): Promise<Listing<T>> {
  const items: T[] = [];
  const problems: ProjectError[] = [];
  for (const name of names) {
    try {
      items.push(await read(name));
    } catch (error) {
      if (!(error instanceof ProjectError)) throw error;
      problems.push(error);
    }
  }
  return { items, problems };
}
