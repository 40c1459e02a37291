/**
 * The security policy of the window forbids code made of text. zod would try it once and the browser would
 * report the attempt. To be imported before any schema.
 */
import { config } from 'zod';

config({ jitless: true });
