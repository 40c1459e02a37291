import type { MainLink } from './main-link.ts';

/** Reads the key of a model out of main's secret store, each time it is needed: the engine keeps none. */
export function askMainForSecret(link: MainLink): (model: string) => Promise<string | undefined> {
  const waiting = new Map<number, (secret: string | undefined) => void>();
  let count = 0;
  link.on('secret', ({ request, secret }) => {
    waiting.get(request)?.(secret ?? undefined);
    waiting.delete(request);
  });
  return (model) =>
    new Promise((resolve) => {
      count += 1;
      waiting.set(count, resolve);
      link.send({ kind: 'secret', request: count, model });
    });
}
