export interface ContentSecurityPolicyOptions {
  /** What the window may connect to besides its own origin: the WebSocket of the browser host; nothing in Electron. */
  readonly connect: readonly string[];
}

/** The policy that travels with everything the window loads, on both hosts. */
export function contentSecurityPolicy({ connect }: ContentSecurityPolicyOptions): string {
  const rows: readonly (readonly [directive: string, ...sources: string[]])[] = [
    // Anything that no row below names is refused.
    ['default-src', "'none'"],
    // Files of the build only: nothing inline, nothing from text.
    ['script-src', "'self'"],
    // Plotly sets styles of its elements one by one.
    ['style-src', "'self'", "'unsafe-inline'"],
    // Charts become pictures inside the window; nothing is fetched from elsewhere.
    ['img-src', "'self'", 'data:', 'blob:'],
    ['font-src', "'self'"],
    // The engine, and no other machine.
    ['connect-src', "'self'", ...connect],
    // A page that was slipped in cannot redirect relative addresses, ...
    ['base-uri', "'none'"],
    // ... send a form, ...
    ['form-action', "'none'"],
    // ... or put the studio into a frame.
    ['frame-ancestors', "'none'"],
  ];
  return rows.map((row) => row.join(' ')).join('; ');
}
