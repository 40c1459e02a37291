/** Drawings of 16 x 16, one stroke. They never carry a meaning alone: words stand beside, or name the button. */

const PATHS = {
  arrow: 'M3 8h10M9 4l4 4-4 4',
  back: 'M13 8H3M7 4 3 8l4 4',
  chart: 'M2.5 2.5v11h11M5 10l2.5-3 2 1.5L13 4.5',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  close: 'm4 4 8 8M12 4l-8 8',
  calibrated:
    'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2M8 5.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8M8 1v2.4M8 12.6V15M1 8h2.4M12.6 8H15',
  code: 'm5.5 4.5-3.5 3.5 3.5 3.5M10.5 4.5 14 8l-3.5 3.5',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  cross: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2m-2.2 3.6 4.4 4.4m0-4.4-4.4 4.4',
  diagram: 'M1.8 6h4.4v4H1.8zM9.8 1.8h4.4v4H9.8zM9.8 10.2h4.4v4H9.8zM6.2 8h1.8V3.8h1.8M8 8v4.2h1.8',
  down: 'm4 6 4 4 4-4',
  edit: 'M10.8 2.6 13.4 5.2 5.4 13.2l-3.2.6.6-3.2zM9.2 4.2l2.6 2.6',
  file: 'M4 1.8h5l3 3v9.4H4zM9 1.8v3h3',
  folder: 'M1.8 12.8V3.5h4.4l1.4 1.7h6.6v7.6z',
  info: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2M8 7.2v3.6M8 5.1v.1',
  keyboard: 'M1.5 4h13v8h-13zM4 6.5h.1M6.6 6.5h.1M9.3 6.5h.1M12 6.5h.1M4.8 9.5h6.4',
  minus: 'M3.5 8h9',
  model: 'M8 1.9 13.4 5v6L8 14.1 2.6 11V5zM2.8 5.1 8 8.1l5.2-3M8 8.1v5.8',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  pin: 'M5.5 2h5l-.7 4.6 2.4 2.4H3.8l2.4-2.4zM8 9v5',
  person:
    'M8 2.4a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4M2.8 13.8c.3-3 2.3-4.6 5.2-4.6s4.9 1.6 5.2 4.6',
  play: 'm5 3 7.5 5L5 13z',
  plus: 'M8 3v10M3 8h10',
  redo: 'M10.5 2.8 13.3 5.6l-2.8 2.8M13 5.6H6.3a3.7 3.7 0 0 0 0 7.4h3.2',
  reload: 'M13.2 8a5.2 5.2 0 1 1-1.6-3.8l1.6 1.6M13.2 2.6v3.2H10',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9m3.3 7.8 3.4 3.4',
  settings: 'M2 5h6.5M12.5 5H14M10.5 3.2v3.6M2 11h1.5M7.5 11H14M5.5 9.2v3.6',
  'shield-alert': 'M8 1.8 13 3.6v4c0 3-2 5.4-5 6.6-3-1.2-5-3.6-5-6.6v-4zM8 5v3.3M8 10.6v.1',
  'shield-check': 'M8 1.8 13 3.6v4c0 3-2 5.4-5 6.6-3-1.2-5-3.6-5-6.6v-4zM5.7 7.9l1.7 1.7 3-3.2',
  'shield-off':
    'M8 1.8 13 3.6v4c0 3-2 5.4-5 6.6-3-1.2-5-3.6-5-6.6v-4zM6.2 6.1l3.6 3.6m0-3.6L6.2 9.7',
  star: 'm8 2.2 1.7 3.7 4 .4-3 2.7.9 4L8 11l-3.6 2 .9-4-3-2.7 4-.4z',
  stop: 'M4 4h8v8H4z',
  tell: 'M2 2.8h12v8H7.5L4.5 13.6v-2.8H2z',
  table: 'M2 3h12v10H2zM2 6.4h12M2 9.7h12M6.5 6.4V13',
  theme: 'M8 2.2a5.8 5.8 0 1 0 0 11.6zM8 2.2a5.8 5.8 0 0 1 0 11.6',
  trash: 'M2.8 4.2h10.4M6 4.2V2.5h4v1.7M4.2 4.2l.6 9.3h6.4l.6-9.3',
  undo: 'M5.5 2.8 2.7 5.6l2.8 2.8M3 5.6h6.7a3.7 3.7 0 0 1 0 7.4H6.5',
  up: 'm4 10 4-4 4 4',
  warning: 'M8 2 14.4 13.4H1.6zM8 6.4v3.2M8 11.4v.1',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
