import { ownAddress, QUIT_PATH, REPORT_PATH } from './addresses.ts';

export type Navigation = 'go' | 'quit' | 'refuse';

interface Row {
  readonly to: string;
  /** Page that it must come from; absent: any of ours. */
  readonly from?: string;
  readonly answer: Exclude<Navigation, 'refuse'>;
  readonly reason: string;
}

/** Paths of app://gsim that a top frame may go to. Anything absent is refused; frames may go nowhere. */
const PATHS: readonly Row[] = [
  {
    to: '/',
    answer: 'go',
    reason: 'The studio itself: reload, and "Try again" of the report page.',
  },
  { to: '/index.html', answer: 'go', reason: 'The same by its file name.' },
  { to: QUIT_PATH, from: REPORT_PATH, answer: 'quit', reason: '"Quit" of the report page.' },
];

/** What to do when a page wants to go elsewhere. `isTop`: it is the window's own frame. */
export function decideNavigation(from: string, to: string, isTop: boolean): Navigation {
  const [source, target] = [ownAddress(from), ownAddress(to)];
  if (!isTop || !source || !target || target.search !== '') return 'refuse';
  const row = PATHS.find(
    (path) => path.to === target.pathname && (path.from ?? source.pathname) === source.pathname,
  );
  return row?.answer ?? 'refuse';
}
