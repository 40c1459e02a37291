/** contextBridge: what crosses is copied and frozen; functions cross as functions whose values are copied. */

/** Puts the value into the page. Throws where Electron would. */
export function exposeInMainWorld(name: string, value: unknown): void {
  if (Object.hasOwn(window, name)) {
    throw new Error('Cannot bind an API on top of an existing property on the window object');
  }
  Object.defineProperty(window, name, {
    value: copy(value),
    enumerable: true,
    writable: false,
    configurable: false,
  });
}

function copy(value: unknown): unknown {
  if (typeof value === 'function') return copyFunction(value as (...args: unknown[]) => unknown);
  if (typeof value === 'symbol') throw new Error('electron double: a symbol does not cross');
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Promise) return copyPromise(value);
  if (value instanceof Error) return new Error(value.message);
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return structuredClone(value);
  if (Array.isArray(value)) return Object.freeze(value.map(copy));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new Error('electron double: an object of a class does not cross');
  }
  return Object.freeze(
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)])),
  );
}

function copyFunction(inner: (...args: unknown[]) => unknown): (...args: unknown[]) => unknown {
  return (...args) => {
    try {
      return copy(inner(...args.map(copy)));
    } catch (error) {
      throw copy(error);
    }
  };
}

async function copyPromise(value: Promise<unknown>): Promise<unknown> {
  try {
    return copy(await value);
  } catch (error) {
    throw copy(error);
  }
}
