import type { Backend, Kernels } from './backend.ts';
import { padded } from './backend.ts';
import { kernelsBase64 } from './kernels.generated.ts';

/** The part of the JavaScript API for WebAssembly that is used here; the types of Node leave it to the DOM's. */
interface WasmApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}
interface Exports extends Kernels {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly heapStart: { readonly value: number };
}

const PAGE = 65_536;
const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly: WasmApi };
let module: object | undefined;

/** A backend of its own memory. Single precision; the same bits on every machine. */
export function createWasmBackend(): Backend {
  module ??= new wasm.Module(Uint8Array.from(atob(kernelsBase64), (c) => c.charCodeAt(0)));
  const kernels = new wasm.Instance(module).exports as Exports;
  const { memory, heapStart } = kernels;
  let next = padded(Math.ceil(heapStart.value / 4));
  let view = new Float32Array(memory.buffer);
  return {
    kernels,
    numbers: () => view,
    allocate(count) {
      const offset = next;
      next += padded(count);
      const missing = next * 4 - memory.buffer.byteLength;
      if (missing > 0) {
        memory.grow(Math.ceil(missing / PAGE));
        view = new Float32Array(memory.buffer);
      }
      return offset;
    },
  };
}
