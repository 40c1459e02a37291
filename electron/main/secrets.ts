import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import { atomicWrite } from '../../engine/project/atomic-write.ts';
import { nodeFileSystem } from '../../engine/project/file-system.ts';
import type { SecretStore } from '../../engine/studio/contract/desktop.ts';
import type { Log } from './log-file.ts';

/** Keys of models. They come in from the window and go out to the engine only. */
export interface Secrets {
  /** Where keys will be kept, as far as the system can say by now. */
  expectedStore(): Promise<SecretStore>;
  /** Gives where it is kept. */
  save(model: string, secret: string): Promise<SecretStore>;
  forget(model: string): Promise<void>;
  list(): Promise<string[]>;
  read(model: string): Promise<string | undefined>;
}

export interface SecretsOptions {
  /** The asynchronous half: the other one blocks the window and leaves with Electron 46. */
  readonly safeStorage: Pick<
    SafeStorage,
    | 'isAsyncEncryptionAvailable'
    | 'encryptStringAsync'
    | 'decryptStringAsync'
    | 'getSelectedStorageBackend'
  >;
  readonly platform: NodeJS.Platform;
  /** File of the encrypted keys. */
  readonly path: string;
  readonly log: Log;
}

const fileSchema = z.strictObject({
  version: z.literal(1),
  /** Model -> base64 of the encrypted key. */
  secrets: z.record(z.string().max(200), z.base64().max(100_000)),
});
type Encrypted = z.infer<typeof fileSchema>['secrets'];

/** A locked keyring asks the person first: milliseconds that the window does not wait for the answer. */
const PATIENCE = 700;

/**
 * Keeps keys encrypted by the operating system; where it cannot (no keyring, or Linux' fixed password, which
 * anybody has), in memory until the studio ends. Never on the disk as they are.
 */
export function createSecrets({ safeStorage, platform, path, log }: SecretsOptions): Secrets {
  const session = new Map<string, string>();
  /** One change of the file after the other. */
  let last: Promise<unknown> = Promise.resolve();

  return {
    expectedStore: async () => {
      const late = new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE, false).unref());
      return (await Promise.race([canEncrypt(), late])) ? 'system' : 'session';
    },
    async save(model, secret) {
      const encrypted = await encrypt(secret);
      if (encrypted === undefined) {
        await change((secrets) => without(secrets, model)).catch(() => undefined);
        session.set(model, secret);
        return 'session';
      }
      await change((secrets) => ({ ...secrets, [model]: encrypted }));
      session.delete(model);
      return 'system';
    },
    async forget(model) {
      session.delete(model);
      await change((secrets) => without(secrets, model));
    },
    list: async () => [...new Set([...Object.keys(await readAll()), ...session.keys()])].sort(),
    async read(model) {
      const kept = session.get(model);
      if (kept !== undefined) return kept;
      const encrypted = (await readAll())[model];
      return encrypted === undefined ? undefined : decrypt(model, encrypted);
    },
  };

  async function canEncrypt(): Promise<boolean> {
    try {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
      return platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
    } catch {
      return false;
    }
  }

  async function encrypt(secret: string): Promise<string | undefined> {
    if (!(await canEncrypt())) return undefined;
    try {
      return (await safeStorage.encryptStringAsync(secret)).toString('base64');
    } catch {
      log('secrets: the system does not encrypt, kept for this session');
      return undefined;
    }
  }

  /** Undefined: the system does not give it back (another user, another computer). The person enters it anew. */
  async function decrypt(model: string, encrypted: string): Promise<string | undefined> {
    try {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(
        Buffer.from(encrypted, 'base64'),
      );
      if (shouldReEncrypt) await replace(model, encrypted, result);
      return result;
    } catch {
      log('secrets: a key cannot be decrypted');
      return undefined;
    }
  }

  /** The system has a newer key of its own. Whatever hinders it, the old encryption still serves. */
  async function replace(model: string, old: string, secret: string): Promise<void> {
    const renewed = await encrypt(secret);
    if (renewed === undefined) return;
    await change((secrets) =>
      secrets[model] === old ? { ...secrets, [model]: renewed } : secrets,
    ).catch(() => log('secrets: a renewed key was not written'));
  }

  async function readAll(): Promise<Encrypted> {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return {};
    try {
      return fileSchema.parse(JSON.parse(text)).secrets;
    } catch {
      log('secrets: the file is damaged, keys must be entered again');
      return {};
    }
  }

  function change(next: (secrets: Encrypted) => Encrypted): Promise<void> {
    const done = last.then(async () => {
      const before = await readAll();
      const secrets = next(before);
      if (secrets === before) return;
      await mkdir(dirname(path), { recursive: true });
      await atomicWrite(nodeFileSystem, path, JSON.stringify({ version: 1, secrets }));
    });
    last = done.catch(() => undefined);
    return done;
  }
}

function without(secrets: Encrypted, model: string): Encrypted {
  if (!Object.hasOwn(secrets, model)) return secrets;
  const { [model]: _gone, ...rest } = secrets;
  return rest;
}
