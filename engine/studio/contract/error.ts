import { StudioError } from '../../base/error.ts';

/** What goes wrong between a window and the engine, whatever was asked. */
export class ContractError extends StudioError<
  /** A frame above FRAME_LIMIT. */
  | 'too-large'
  /** Bytes that are not a frame, or a message that is not one of envelope.ts. */
  | 'malformed'
  | 'unknown-method'
  | 'unknown-topic'
  /** The value does not fit the schema of the method or topic: `place.field` says where. */
  | 'bad-value'
  /** Too many requests or subscriptions at once. */
  | 'busy'
  | 'cancelled'
  /** Window and engine are of different versions. */
  | 'version-mismatch'
  /** The connection ended before the reply; whether it was carried out is not known. */
  | 'connection-lost'
  | 'closed'
  /** The engine failed in a way that it did not foresee. */
  | 'unexpected'
> {}
