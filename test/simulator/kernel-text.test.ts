import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kernelSource } from '../../engine/simulator/kernel.generated.ts';
import { GENERATED_FILE, generateKernelFile } from '../../scripts/generate-kernel.ts';

describe('the text of the kernel', () => {
  it('is current (if not: npm run generate)', async () => {
    expect(readFileSync(GENERATED_FILE, 'utf8')).toBe(await generateKernelFile());
  });

  it('is one expression in plain ASCII, without comments or anything that a hardened realm refuses', () => {
    expect(kernelSource).toMatch(/^\(\(\) => \{\n"use strict";/);
    expect(kernelSource).toMatch(/\}\)\(\)$/);
    expect(kernelSource).not.toMatch(/[^\n\x20-\x7e]|\/\/|\/\*|import\s*\(|<!--|-->/);
  });

  it('names no global beyond the language: no clock, no host, no randomness of its own', () => {
    const names = new Set(kernelSource.match(/(?<![.\w])[A-Z][a-z]\w*(?=[.(])/g));
    const language = ['Math', 'Number', 'Object', 'Array', 'Map', 'Set', 'Error', 'RangeError'];
    const arrays = ['Float64Array', 'Int32Array', 'Uint8Array'];
    const own = ['Fault', 'BudgetStopped'];
    expect([...names].filter((name) => ![...language, ...arrays, ...own].includes(name))).toEqual(
      [],
    );
    expect(kernelSource).not.toMatch(/\b(Math\.random|Date|process|globalThis|require|console)\b/);
  });
});
