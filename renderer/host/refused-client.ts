import type { StudioClient } from '../../engine/studio/contract/client.ts';
import { ContractError } from '../../engine/studio/contract/error.ts';

/** A client where there is nothing to connect to: the window shows why. */
export function refusedClient(error: ContractError): StudioClient {
  return {
    status: { kind: 'fatal', error: error.toJSON() },
    onStatus: () => () => {},
    call: () => Promise.reject(error),
    subscribe(_topic, _params, _listener, onError) {
      onError?.(error);
      return () => {};
    },
    close() {},
  };
}

/** The window of the browser host was opened without its token. */
export function noTokenError(): ContractError {
  return new ContractError('closed', 'address: opened without its key', {
    hint: 'Open the studio by the whole link that "npm start" shows. It holds a key that is valid until the studio ends.',
  });
}
