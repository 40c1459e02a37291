import './code.css';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef, useState } from 'react';
import { changeSentence } from './changed-lines.ts';
import type { CodeProblem } from './code-problems.ts';
import { editorSetup } from './editor-setup.ts';
import { markedLines, problemMarks } from './problem-marks.ts';

interface Props {
  readonly label: string;
  readonly code: string;
  /** What it was made from: differences are shown, unchanged lines folded. */
  readonly parent?: string | undefined;
  /** Called with every change; absent: it is only read. */
  onChange?: ((code: string) => void) | undefined;
  readonly problems?: readonly CodeProblem[];
  /** First and last line to point out. */
  readonly marked?: readonly [number, number] | undefined;
  /** Number of the first line, where `code` is a part of a file; default 1. */
  readonly firstLine?: number;
}

const NO_PROBLEMS: readonly CodeProblem[] = [];

/** Code of a structure, read or edited. */
export function CodeView({
  label,
  code,
  parent,
  onChange,
  problems = NO_PROBLEMS,
  marked,
  firstLine = 1,
}: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [marks] = useState(() => new Compartment());
  const view = useRef<EditorView>(undefined);
  const tell = useRef(onChange);
  tell.current = onChange;
  const isEditable = onChange !== undefined;
  const [first, last] = marked ?? [];
  // What is typed is the editor's own; code that is read makes a new one.
  const shownCode = isEditable ? '' : code;

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed must not make a new editor.
  useEffect(() => {
    if (!place.current) return;
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: code,
        extensions: [
          editorSetup({ label, isEditable, parent, firstLine }),
          marks.of([]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) tell.current?.(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [label, isEditable, parent, firstLine, shownCode]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new editor has no marks yet.
  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const { doc } = editor.state;
    const shown: Extension[] = [problemMarks(doc, problems)];
    if (first !== undefined && last !== undefined) shown.push(markedLines(doc, [first, last]));
    const [worst] = problems;
    const target = worst?.line ?? first;
    editor.dispatch({
      effects: [
        marks.reconfigure(shown),
        ...(target === undefined ? [] : [scrollTo(editor, target)]),
      ],
    });
  }, [problems, first, last, label, isEditable, parent, firstLine, shownCode]);

  return (
    <figure className="code-view">
      {parent !== undefined && (
        <figcaption className="small muted">{changeSentence(parent, code)}</figcaption>
      )}
      <div ref={place} className="code-place" />
    </figure>
  );
}

function scrollTo(editor: EditorView, line: number) {
  const { doc } = editor.state;
  const { from } = doc.line(Math.min(Math.max(1, line), doc.lines));
  return EditorView.scrollIntoView(from, { y: 'center' });
}
