/** Keys that belong to a kind of control rather than to a command. */

interface KeyGroup {
  readonly title: string;
  readonly keys: readonly { readonly words: string; readonly caps: readonly string[] }[];
}

export const OTHER_KEYS: readonly KeyGroup[] = [
  {
    title: 'Sliders, and what can be dragged',
    keys: [
      { words: 'One step', caps: ['←', '→'] },
      { words: 'A large step', caps: ['Page ↑', 'Page ↓'] },
      { words: 'Least, most', caps: ['Home', 'End'] },
    ],
  },
  {
    title: 'Number fields',
    keys: [
      { words: 'One more, one less', caps: ['↑', '↓'] },
      { words: 'Take what was typed', caps: ['Enter ↵'] },
    ],
  },
  {
    title: 'Moving about',
    keys: [
      { words: 'The next control', caps: ['Tab'] },
      { words: 'The one before', caps: ['Shift', 'Tab'] },
      { words: 'Within a list, a row of choices, a diagram', caps: ['↑', '↓', '←', '→'] },
      { words: 'Press, choose', caps: ['Enter ↵', 'Space'] },
      { words: 'Close a dialog, a list, an explanation', caps: ['Esc'] },
    ],
  },
];
