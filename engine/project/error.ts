/** What can go wrong with a project folder, said so that a person can act on it. */
import { StudioError } from '../base/error.ts';

export type ProjectErrorCode =
  | 'disk-full'
  | 'read-only'
  | 'no-permission'
  | 'not-found'
  | 'not-a-folder'
  | 'exists'
  | 'corrupt'
  | 'newer-version'
  | 'locked'
  | 'outside'
  | 'bad-name'
  | 'too-large'
  | 'finished'
  | 'data-changed'
  | 'nothing-to-undo'
  | 'nothing-to-redo'
  | 'closed'
  | 'disk';

export class ProjectError extends StudioError<ProjectErrorCode> {}

/** What was being done when the disk refused. */
export type DiskAction = 'read' | 'write';

interface Meaning {
  readonly code: ProjectErrorCode;
  readonly message: string;
  readonly hint: string;
}

/**
 * The error of the file system, as a ProjectError. `file` is the absolute path, `name` what the person
 * calls it (relative to the project). A ProjectError passes through.
 */
export function diskError(
  cause: unknown,
  action: DiskAction,
  file: string,
  name: string,
): ProjectError {
  if (cause instanceof ProjectError) return cause;
  const { code, message, hint } = meaningOf(errnoOf(cause), action, name);
  return new ProjectError(code, message, { hint, place: { file }, cause });
}

/** The `code` of a Node error ('ENOENT'), '' for anything else. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function meaningOf(errno: string, action: DiskAction, name: string): Meaning {
  switch (errno) {
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        code: 'disk-full',
        message: `disk: full while writing ${name}`,
        hint: 'Free some space or copy the project to another disk. What was saved before is intact.',
      };
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return action === 'write' ? readOnly(name) : noPermission(name);
    case 'ENOENT':
      return {
        code: 'not-found',
        message: `file: not found: ${name}`,
        hint: 'Check the path, or restore the file from a copy of the project.',
      };
    case 'ENOTDIR':
      return {
        code: 'not-a-folder',
        message: `folder: ${name} is a file or lies below one`,
        hint: 'Name a folder.',
      };
    case 'EISDIR':
      return {
        code: 'corrupt',
        message: `file: ${name} is a folder`,
        hint: 'Move the folder away and restore the file from a copy of the project.',
      };
    case 'EEXIST':
    case 'ENOTEMPTY':
      return {
        code: 'exists',
        message: `file: ${name} is there already`,
        hint: 'Choose another name.',
      };
    case 'ENAMETOOLONG':
    case 'EINVAL':
      return {
        code: 'bad-name',
        message: `name: not possible on this disk: ${name}`,
        hint: 'Choose a shorter, plainer name.',
      };
    default:
      return {
        code: 'disk',
        message: `disk: ${errno || 'unknown error'} while ${action === 'write' ? 'writing' : 'reading'} ${name}`,
        hint: 'Check the disk or the network drive, then try again. What was saved before is intact.',
      };
  }
}

function readOnly(name: string): Meaning {
  return {
    code: 'read-only',
    message: `folder: read-only, cannot write ${name}`,
    hint: 'Copy the project to a folder that you may write to, or ask for the permission. Nothing was changed.',
  };
}

function noPermission(name: string): Meaning {
  return {
    code: 'no-permission',
    message: `file: may not be read: ${name}`,
    hint: 'Ask the owner of the file for the permission to read it.',
  };
}
