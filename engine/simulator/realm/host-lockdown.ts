import { sesScript } from './ses-text.ts';

/**
 * Hardens the realm that Node itself runs in, once and for good: every shared intrinsic is frozen and its
 * function constructors throw.
 *
 * The guest realm alone is not a wall. When the guest overflows the stack inside `import()` or while Node
 * formats a stack trace, Node throws an error of THIS realm into the guest; through its constructor an
 * unhardened host would hand out `process`. Do not call it where libraries that change prototypes, network
 * training or a test runner live: it belongs in worker threads that do nothing but simulate.
 */
export function lockHost(): void {
  if (locked) return;
  locked = true;
  sesScript().runInThisContext();
  const { lockdown } = globalThis as unknown as { lockdown: (options: object) => void };
  lockdown({
    // Libraries of ours that name Function keep it; what a guest could reach (a prototype's `constructor`)
    // throws all the same. The child process forbids code from strings altogether.
    evalTaming: 'unsafe-eval',
    // Node's own JavaScript and the pool assign to inherited names (err.message = ...); 'moderate' allows it.
    overrideTaming: 'moderate',
    errorTaming: 'safe',
    consoleTaming: 'unsafe',
    // The supervisor decides what an uncaught error means, not ses.
    errorTrapping: 'none',
    unhandledRejectionTrapping: 'none',
    reporting: 'none',
  });
}

let locked = false;
