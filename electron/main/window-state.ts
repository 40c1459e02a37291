import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** In device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  /** Not maximised; absent: the system chooses where. */
  readonly bounds: Rectangle | undefined;
  readonly isMaximised: boolean;
}

/** Smaller, the screens do not fit. */
export const SMALLEST = { width: 800, height: 560 } as const;
/** When nothing is known. */
export const USUAL = { width: 1360, height: 880 } as const;
/** Of the title bar, what must be on a display so that a window can be caught by it. */
const HANDLE = { width: 120, height: 32 } as const;

const pixels = z.int().min(-100_000).max(100_000);
const size = z.int().min(1).max(100_000);
const fileSchema = z.strictObject({
  version: z.literal(1),
  bounds: z.strictObject({ x: pixels, y: pixels, width: size, height: size }),
  isMaximised: z.boolean(),
});

/**
 * Where the window goes: as it was, brought onto the displays that there are now. `workAreas`: of every display, the
 * first is the main one; without taskbar and dock.
 */
export function placeWindow(
  state: WindowState | undefined,
  workAreas: readonly Rectangle[],
): WindowState {
  const bounds = state?.bounds;
  const home = bounds && (workAreas.find((area) => isCatchable(bounds, area)) ?? workAreas[0]);
  if (!bounds || !home) return { bounds: undefined, isMaximised: state?.isMaximised ?? false };
  const width = Math.min(Math.max(bounds.width, SMALLEST.width), home.width);
  const height = Math.min(Math.max(bounds.height, SMALLEST.height), home.height);
  const x = Math.min(Math.max(bounds.x, home.x), home.x + home.width - width);
  const y = Math.min(Math.max(bounds.y, home.y), home.y + home.height - height);
  return { bounds: { x, y, width, height }, isMaximised: state.isMaximised };
}

function isCatchable(window: Rectangle, area: Rectangle): boolean {
  const wide = overlap(window.x, window.width, area.x, area.width);
  const inHeight = window.y >= area.y && window.y + HANDLE.height <= area.y + area.height;
  return wide >= HANDLE.width && inHeight;
}

function overlap(a: number, lengthA: number, b: number, lengthB: number): number {
  return Math.min(a + lengthA, b + lengthB) - Math.max(a, b);
}

/** Undefined: there is none yet, or it is damaged; a window's place is worth no question. */
export function readWindowState(path: string): WindowState | undefined {
  try {
    const { bounds, isMaximised } = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return { bounds, isMaximised };
  } catch {
    return undefined;
  }
}

/** Written as the window closes; a disk that refuses costs the place, nothing else. */
export function writeWindowState(path: string, bounds: Rectangle, isMaximised: boolean): void {
  const { x, y, width, height } = bounds;
  const state = { version: 1, bounds: { x, y, width, height }, isMaximised };
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.tmp`, JSON.stringify(state));
    renameSync(`${path}.tmp`, path);
  } catch {
    // as said above
  }
}
