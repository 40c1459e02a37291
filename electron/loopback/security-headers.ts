import { contentSecurityPolicy } from '../main/content-security-policy.ts';
import { ENGINE_PATH } from './gate.ts';

/** Go with every response, refusals included. There is no CORS header: no other page may read anything. */
export function securityHeaders(host: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy({ connect: [`ws://${host}${ENGINE_PATH}`] }),
    // A file is what its type says: text never becomes a script.
    'X-Content-Type-Options': 'nosniff',
    // For browsers that do not know frame-ancestors.
    'X-Frame-Options': 'DENY',
    // A page that opened this one, or was opened by it, cannot reach into it.
    'Cross-Origin-Opener-Policy': 'same-origin',
    // Other pages cannot load its files as their images or scripts.
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Origin-Agent-Cluster': '?1',
    // Links that lead outside say nothing about where they were.
    'Referrer-Policy': 'no-referrer',
    // A planner's tool needs none of them.
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), serial=(), usb=()',
  };
}
