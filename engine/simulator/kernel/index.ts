/**
 * What the kernel gives to whoever evaluates it: the hardened realm, plain JavaScript, an exported script.
 * scripts/generate-kernel.ts bundles it into the text of one expression (../kernel.generated.ts).
 */
export { DEFAULT_BUDGET } from './budget.ts';
export { createDriver } from './driver.ts';
export { createRandom } from './samplers.ts';
