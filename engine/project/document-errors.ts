/** What cannot be done to the documents of a project. */
import { ProjectError } from './error.ts';

export function nothingTo(what: 'undo' | 'redo'): ProjectError {
  return new ProjectError(`nothing-to-${what}`, `project: nothing to ${what}`, {
    hint: what === 'undo' ? 'Every step is undone already.' : 'Only an undone step can be redone.',
  });
}

export function noConflict(name: string): ProjectError {
  return new ProjectError('not-found', `conflict: none in ${name}`, {
    hint: 'No other program changed it, or the choice was made already.',
  });
}

/** `file`: absolute path; `name`: as the person knows it; `cause`: why it cannot be read, absent where it is gone. */
export function cannotReload(file: string, name: string, cause?: ProjectError): ProjectError {
  const what = cause === undefined ? 'is gone' : 'cannot be read';
  return new ProjectError('corrupt', `${name}: ${what}, so it cannot be reloaded`, {
    hint: 'Choose merge to write it anew from this project, or restore the file from a copy.',
    place: cause?.place ?? { file },
    cause,
  });
}
