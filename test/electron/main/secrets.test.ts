import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { createSecrets, type SecretsOptions } from '../../../electron/main/secrets.ts';

type Storage = SecretsOptions['safeStorage'];
const KEY = 'sk-0123456789';

/** Encrypts by turning every bit around: what lies on the disk is not the key. */
function storage(changes: Partial<Storage> = {}): Storage {
  const turned = (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ 0xff));
  return {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text) => turned(Buffer.from(text)),
    decryptStringAsync: async (bytes) => ({
      result: turned(bytes).toString(),
      shouldReEncrypt: false,
    }),
    getSelectedStorageBackend: () => 'gnome_libsecret',
    ...changes,
  };
}

function secrets(changes: Partial<Storage> = {}, platform: NodeJS.Platform = 'linux') {
  const path = join(mkdtempSync(join(tmpdir(), 'gsim-secrets-')), 'user', 'secrets.json');
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const open = (other: Partial<Storage> = changes) =>
    createSecrets({ safeStorage: storage(other), platform, path, log });
  return { store: open(), open, path, lines };
}

it('keeps a key encrypted, for the next start too', async () => {
  const { store, open, path } = secrets();
  expect(await store.save('gpt', KEY)).toBe('system');
  expect(readFileSync(path, 'utf8')).not.toContain(KEY);
  expect(await store.expectedStore()).toBe('system');
  const next = open();
  expect(await next.list()).toEqual(['gpt']);
  expect(await next.read('gpt')).toBe(KEY);
  await next.forget('gpt');
  expect([await next.list(), await next.read('gpt')]).toEqual([[], undefined]);
  expect(await store.read('other')).toBeUndefined();
});

it.each<[string, Partial<Storage>]>([
  ['there is no keyring', { isAsyncEncryptionAvailable: async () => false }],
  ['asking fails', { isAsyncEncryptionAvailable: () => Promise.reject(new Error('dbus')) }],
  ['Linux has only its fixed password', { getSelectedStorageBackend: () => 'basic_text' }],
  ['encrypting fails', { encryptStringAsync: () => Promise.reject(new Error('locked')) }],
])('keeps a key for the session only when %s', async (_why, changes) => {
  const { store, open, path } = secrets(changes);
  expect(await store.save('gpt', KEY)).toBe('session');
  expect(existsSync(path)).toBe(false);
  expect([await store.read('gpt'), await store.list()]).toEqual([KEY, ['gpt']]);
  expect(await open().read('gpt')).toBeUndefined();
});

it('asks for the backend on Linux only', async () => {
  const getSelectedStorageBackend = vi.fn(() => 'basic_text' as const);
  const { store } = secrets({ getSelectedStorageBackend }, 'win32');
  expect(await store.save('gpt', KEY)).toBe('system');
  expect(getSelectedStorageBackend).not.toHaveBeenCalled();
});

it('does not make the window wait for a keyring that asks for its password', async () => {
  const { store } = secrets({ isAsyncEncryptionAvailable: () => new Promise(() => {}) });
  const before = performance.now();
  expect(await store.expectedStore()).toBe('session');
  expect(performance.now() - before).toBeLessThan(5000);
});

it('lets an older key go when the new one is for the session only', async () => {
  const { store, open } = secrets();
  await store.save('gpt', 'old');
  const later = open({ isAsyncEncryptionAvailable: async () => false });
  await later.save('gpt', KEY);
  expect(await later.read('gpt')).toBe(KEY);
  expect(await open().read('gpt')).toBeUndefined();
});

it('encrypts a key anew when the system has changed its own', async () => {
  const { store, open, path } = secrets();
  await store.save('gpt', KEY);
  const before = readFileSync(path, 'utf8');
  const rotated = storage();
  const next = open({
    encryptStringAsync: async (text) => Buffer.from(`2${Buffer.from(text).toString('hex')}`),
    decryptStringAsync: async (bytes) => ({
      ...(await rotated.decryptStringAsync(bytes)),
      shouldReEncrypt: true,
    }),
  });
  expect(await next.read('gpt')).toBe(KEY);
  expect(readFileSync(path, 'utf8')).not.toBe(before);
});

it('says that a key is gone when it cannot be decrypted, and logs nothing of it', async () => {
  const { store, open, lines } = secrets();
  await store.save('gpt', KEY);
  const elsewhere = open({
    decryptStringAsync: () => Promise.reject(new Error(`bad key: ${KEY}`)),
  });
  expect(await elsewhere.read('gpt')).toBeUndefined();
  expect(lines).toEqual(['secrets: a key cannot be decrypted']);
});

it.each(['', '{', '{"version":2,"secrets":{}}', '{"version":1,"secrets":{"gpt":"§"}}'])(
  'starts anew with a damaged file: %s',
  async (text) => {
    const { store, open, path } = secrets();
    await store.save('other', KEY);
    writeFileSync(path, text);
    const next = open();
    expect(await next.list()).toEqual([]);
    expect(await next.save('gpt', KEY)).toBe('system');
    expect(await next.list()).toEqual(['gpt']);
  },
);

it('loses none of several keys that are saved at once', async () => {
  const { store } = secrets();
  const models = Array.from({ length: 12 }, (_, i) => `model-${i}`);
  await Promise.all(models.map((model) => store.save(model, KEY)));
  expect(await store.list()).toEqual([...models].sort());
});
