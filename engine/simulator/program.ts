/**
 * The seam between compile/ (which writes the program's text) and kernel/ (which runs it). The types stand
 * in kernel/, which imports nothing outside itself; everybody else takes them from here.
 */
export type { ProgramFactory, World } from './kernel/program.ts';
