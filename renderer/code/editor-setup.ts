import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';

interface Setup {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly isEditable: boolean;
  /** Code that it is compared with; absent: none. */
  readonly parent?: string | undefined;
  /** Number of the first line, where it is a part of a file. */
  readonly firstLine: number;
}

/** How code is shown; Tab leaves it, as it leaves every field. Colours are classes of code.css. */
export function editorSetup({ label, isEditable, parent, firstLine }: Setup): Extension {
  return [
    lineNumbers({ formatNumber: (line) => String(line + firstLine - 1) }),
    javascript(),
    syntaxHighlighting(classHighlighter),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    isEditable ? editing() : READING,
    parent === undefined ? [] : comparing(parent),
  ];
}

function editing(): Extension {
  return [
    history(),
    drawSelection(),
    highlightActiveLine(),
    bracketMatching(),
    indentOnInput(),
    keymap.of([...defaultKeymap, ...historyKeymap]),
  ];
}

/** Not to be typed into; the arrows scroll it once it has the focus. */
const READING: Extension = [EditorState.readOnly.of(true), EditorView.editable.of(false)];

function comparing(parent: string): Extension {
  return unifiedMergeView({
    original: parent,
    mergeControls: false,
    gutter: true,
    syntaxHighlightDeletions: true,
    collapseUnchanged: { margin: 3, minSize: 8 },
  });
}
