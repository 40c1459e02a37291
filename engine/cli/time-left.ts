import { type Pace, secondsLeft } from '../studio/time-left.ts';

/** 'about 20 s left', '' while nothing can be said. Rounded up to what a person would say. */
export function timeLeft(pace: Pace): string {
  const seconds = secondsLeft(pace);
  return seconds === undefined ? '' : `about ${inWords(seconds)} left`;
}

/** '5 s', '40 s', '3 min', '2 h' */
export function inWords(seconds: number): string {
  if (seconds <= 10) return `${Math.max(1, Math.ceil(seconds))} s`;
  if (seconds <= 50) return `${Math.ceil(seconds / 10) * 10} s`;
  if (seconds <= 90) return '1 min';
  if (seconds <= 3000) return `${Math.ceil(seconds / 60)} min`;
  const hours = seconds / 3600;
  return `${hours < 9.5 ? Math.ceil(hours * 2) / 2 : Math.ceil(hours)} h`;
}
