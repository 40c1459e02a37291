import { useEffect, useState } from 'react';

/** Milliseconds that a row is shown. */
const SPEEDS = { slow: 1000, usual: 450, quick: 150 } as const;
type Speed = keyof typeof SPEEDS;

export interface Player {
  /** Row that is shown, from 0. */
  readonly row: number;
  readonly rows: number;
  readonly isPlaying: boolean;
  readonly speed: Speed;
  /** False: the person's system asks for less motion, there are steps only. */
  readonly canPlay: boolean;
  go(row: number): void;
  play(isPlaying: boolean): void;
  setSpeed(speed: Speed): void;
}

/** One row after the other, stopped at the last; from the first again when it is played anew. */
export function usePlayer(rows: number): Player {
  const [row, setRow] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>('usual');
  const [canPlay] = useState(() => !matchMedia('(prefers-reduced-motion: reduce)').matches);
  const last = Math.max(0, rows - 1);
  const shown = Math.min(row, last);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(() => {
      if (shown >= last) setPlaying(false);
      else setRow(shown + 1);
    }, SPEEDS[speed]);
    return () => clearTimeout(timer);
  }, [isPlaying, shown, last, speed]);
  return {
    ...{ row: shown, rows, isPlaying, speed, canPlay, setSpeed },
    go(next) {
      setPlaying(false);
      setRow(Math.min(last, Math.max(0, next)));
    },
    play(next) {
      if (next && shown >= last) setRow(0);
      setPlaying(next);
    },
  };
}
