import { StudioError } from '../../base/error.ts';

/**
 * program-invalid: the text is no program; program-failed: it threw where nothing may throw;
 * tampered: it changed a shared prototype, its realm was thrown away with the results of the batch.
 */
export type RealmErrorCode = 'program-invalid' | 'program-failed' | 'tampered';

export class RealmError extends StudioError<RealmErrorCode> {}
