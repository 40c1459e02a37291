/**
 * What the two sides of a connection say to each other. A side believes nothing that this schema does not
 * let through. One message is one frame (see frame.ts): JSON with binary attachments.
 *
 *   client                      engine
 *   hello            ->
 *                    <-         hello, or fatal
 *   request          ->
 *                    <-         reply or error, exactly one
 *   cancel           ->         (the request then ends as an error `cancelled`, or its reply was quicker)
 *   subscribe        ->
 *                    <-         event (the state as it is), event (the state as it has become), ...
 *   seen             ->         after each reply, error and event: only then comes the next one of the same id
 *   unsubscribe      ->
 *                    <-         fatal: nothing else will come
 *
 * Back-pressure: a topic is a state of which only the newest matters. The engine keeps at most one unseen
 * event a subscription, and replaces what waits behind it; it starts no new request of a connection whose
 * unseen replies exceed `UNSEEN_REPLY_BYTES`. So a slow window never grows the engine's memory.
 */
import { z } from 'zod';
import { errorSchema } from '../../base/error-schema.ts';

/** Raised when an old window could misunderstand a new engine or the other way round. */
export const PROTOCOL_VERSION = 1;

/** Bytes of one frame at most, in either direction. */
export const FRAME_LIMIT = 64 * 1024 * 1024;

/**
 * Bytes of replies and events that a client has not acknowledged, before its further requests and events wait.
 * What runs by then is still answered: at most REQUEST_LIMIT replies more.
 */
export const UNSEEN_REPLY_BYTES = 64 * 1024 * 1024;

/** Requests of one connection that run or wait; further ones are refused with `busy`. */
export const REQUEST_LIMIT = 64;

/** Subscriptions of one connection; further ones are refused with `busy`. */
export const SUBSCRIPTION_LIMIT = 256;

/** Least milliseconds between two events of one subscription: 5 a second, more would only keep a window busy. */
export const EVENT_INTERVAL = 200;

/** Chosen by the client, from 1; one sequence for requests and subscriptions. */
const id = z.int().positive();
const value = z.unknown();

const hello = z.strictObject({
  kind: z.literal('hello'),
  protocol: z.int(),
  /** Version of the studio. */
  app: z.string(),
});

const fatal = z.strictObject({ kind: z.literal('fatal'), error: errorSchema });

export const fromClientSchema = z.discriminatedUnion('kind', [
  hello,
  z.strictObject({ kind: z.literal('request'), id, method: z.string(), params: value }),
  z.strictObject({ kind: z.literal('cancel'), id }),
  z.strictObject({ kind: z.literal('subscribe'), id, topic: z.string(), params: value }),
  z.strictObject({ kind: z.literal('unsubscribe'), id }),
  /** `seq` of the event; absent for a reply. */
  z.strictObject({ kind: z.literal('seen'), id, seq: z.int().exactOptional() }),
]);

export const fromEngineSchema = z.discriminatedUnion('kind', [
  hello,
  z.strictObject({ kind: z.literal('reply'), id, result: value }),
  /** Ends a request or a subscription. */
  z.strictObject({ kind: z.literal('error'), id, error: errorSchema }),
  /** `seq` from 1, rising by one with each event sent on the subscription. */
  z.strictObject({ kind: z.literal('event'), id, seq: z.int().positive(), payload: value }),
  fatal,
]);

export type FromClient = z.infer<typeof fromClientSchema>;
export type FromEngine = z.infer<typeof fromEngineSchema>;
