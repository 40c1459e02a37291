/** An error as a person reads it: what, where, the way out. A stack trace only for those who ask. */
import { type ErrorData, type Place, StudioError } from '../base/error.ts';
import { explainProblems, SimulatorError } from '../simulator/simulator-error.ts';

/** On several lines, ending with a line break. `debug`: with the stack (GSIM_DEBUG=1). */
export function showError(error: unknown, debug: boolean): string {
  const stack = debug && error instanceof Error ? [error.stack ?? ''] : [];
  if (!(error instanceof StudioError)) {
    const what = `Unexpected error: ${firstLine(error)}`;
    return lines([
      what,
      'Way out: run it again with GSIM_DEBUG=1 and report what it shows.',
      ...stack,
    ]);
  }
  const place = showPlace(error.place);
  return lines([
    `Error: ${error.message}`,
    ...(error instanceof SimulatorError ? [explainProblems(error)] : []),
    ...(place ? [`Place: ${place}`] : []),
    ...(error.hint ? [`Way out: ${error.hint}`] : []),
    ...stack,
  ]);
}

/** The same as data, for --json. */
export function errorData(error: unknown): ErrorData {
  if (error instanceof StudioError) return error.toJSON();
  return { name: 'Error', code: 'unexpected', message: firstLine(error) };
}

function showPlace(place: Place | undefined): string {
  const { file, line, column, field } = place ?? {};
  const at = [file, line, column].filter((part) => part !== undefined).join(':');
  return [at, field && `field ${field}`].filter(Boolean).join(', ');
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

function lines(parts: readonly string[]): string {
  return `${parts.join('\n')}\n`;
}
