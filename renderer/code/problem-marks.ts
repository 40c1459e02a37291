import { type Extension, RangeSetBuilder, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { CodeProblem } from './code-problems.ts';

/** Each problem below the line that it is in. */
export function problemMarks(doc: Text, problems: readonly CodeProblem[]): Extension {
  const builder = new RangeSetBuilder<Decoration>();
  const shown = problems
    .map((problem) => ({ ...problem, line: Math.min(Math.max(1, problem.line), doc.lines) }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
  for (const line of new Set(shown.map((problem) => problem.line))) {
    const { from, to } = doc.line(line);
    builder.add(from, from, Decoration.line({ class: 'code-problem-line' }));
    for (const problem of shown.filter((one) => one.line === line))
      builder.add(to, to, Decoration.widget({ widget: new Words(problem), block: true, side: 1 }));
  }
  return staying(builder.finish());
}

/** A few lines that are spoken of, such as those of one module. */
export function markedLines(doc: Text, [first, last]: readonly [number, number]): Extension {
  const builder = new RangeSetBuilder<Decoration>();
  for (let line = Math.max(1, first); line <= Math.min(last, doc.lines); line++) {
    const { from } = doc.line(line);
    builder.add(from, from, Decoration.line({ class: 'code-marked-line' }));
  }
  return staying(builder.finish());
}

/** They stay with their lines while these are typed in. */
function staying(marks: DecorationSet): Extension {
  return StateField.define<DecorationSet>({
    create: () => marks,
    update: (before, { changes }) => before.map(changes),
    provide: (field) => EditorView.decorations.from(field),
  });
}

class Words extends WidgetType {
  readonly #problem: CodeProblem;

  constructor(problem: CodeProblem) {
    super();
    this.#problem = problem;
  }

  override eq(other: Words): boolean {
    return other.#problem === this.#problem;
  }

  toDOM(): HTMLElement {
    const { column, text } = this.#problem;
    const words = document.createElement('div');
    words.className = 'code-problem';
    words.textContent = `Column ${column}: ${text}`;
    return words;
  }
}
