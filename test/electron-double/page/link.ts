/**
 * Runs in every new document before any script of the page, in a world of its own, where alone the binding to the
 * double exists. Hands texts on between it and the shim (shim.ts), which introduces itself by an event that no
 * script of the page can see.
 */
declare function toDouble(text: string): void;

interface LinkWorld {
  fromDouble?: (text: string) => void;
}

if (window === window.top) {
  addEventListener(
    'electron-double',
    (event) => {
      event.stopImmediatePropagation();
      const port = (event as MessageEvent).ports[0]!;
      port.onmessage = ({ data }) => toDouble(data as string);
      (globalThis as LinkWorld).fromDouble = (text) => port.postMessage(text);
    },
    { once: true },
  );
}
