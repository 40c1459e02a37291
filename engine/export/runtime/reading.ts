/** Files that a person named. */
import type { ScriptHost } from './payload.ts';
import { UsageError } from './usage-error.ts';

export function reading(path: string, host: ScriptHost): string {
  try {
    return host.readText(path);
  } catch (error) {
    throw new UsageError(
      `cannot read: ${path}`,
      `${messageOf(error)}. Check the name and the folder.`,
    );
  }
}

export function writing(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new UsageError(`cannot write: ${path}`, `${messageOf(error)}. Choose another place.`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
