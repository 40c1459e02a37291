import { type FromEngine, PROTOCOL_VERSION } from '../../../engine/studio/contract/envelope.ts';
import { decodeFrame, encodeFrame } from '../../../engine/studio/contract/frame.ts';
import type { Transport } from '../../../engine/studio/contract/transport.ts';
import { until } from './fake-studio.ts';

/** A window that says whatever it likes, and says `seen` only when it is told to. */
export interface RawWindow {
  say(message: unknown): void;
  sayBytes(frame: Uint8Array): void;
  readonly heard: readonly FromEngine[];
  readonly heardBytes: number;
  readonly isClosed: boolean;
  /** The messages once there are `count` of them. */
  hear(count: number): Promise<readonly FromEngine[]>;
}

export function rawWindow(transport: Transport): RawWindow {
  const heard: FromEngine[] = [];
  let heardBytes = 0;
  let isClosed = false;
  transport.onClose(() => {
    isClosed = true;
  });
  transport.onFrame((frame) => {
    heardBytes += frame.byteLength;
    heard.push(decodeFrame(frame) as FromEngine);
  });
  return {
    say: (message) => transport.send(encodeFrame(message)),
    sayBytes: (frame) => transport.send(frame),
    heard,
    get heardBytes() {
      return heardBytes;
    },
    get isClosed() {
      return isClosed;
    },
    async hear(count) {
      await until(() => heard.length >= count, `${count} messages, only ${heard.length}`);
      return heard;
    },
  };
}

export const HELLO = { kind: 'hello', protocol: PROTOCOL_VERSION, app: 'raw' } as const;
