/** Offsets of a text as lines and columns. */
import type { Finding, Place, Problem } from '../diagnostics/problem.js';

/** Turns offsets of a text into lines and columns. */
export class Places {
  private readonly file: string;
  private readonly text: string;
  private starts: number[] | undefined;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  fileProblem<C extends Problem['code']>(code: C, args: Extract<Problem, { code: C }>['args']): Problem {
    return { code, severity: 'error', place: { file: this.file }, args } as Problem;
  }

  problemAt(finding: Finding, start: number, end: number): Problem {
    return {
      code: finding.code,
      severity: finding.severity,
      place: this.placeAt(start, end),
      args: finding.args,
    } as Problem;
  }

  lineOf(offset: number): number {
    this.starts ??= lineStarts(this.text);
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  placeAt(start: number, end: number): Place {
    const line = this.lineOf(start);
    const lineStart = this.starts![line - 1]!;
    const textFrom = (at: number) => this.text.slice(at, endOfLine(this.text, at)).replace(/\r$/, '');
    const lineText = textFrom(lineStart);
    const column = start - lineStart + 1;
    const length = Math.max(1, Math.min(end - start, lineText.length - column + 1));
    const before = line > 1 ? { lineBefore: textFrom(this.starts![line - 2]!) } : {};
    return { file: this.file, line, column, length, lineText, ...before };
  }
}

/** Where each line begins. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The end of the line in which an offset is. */
export function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
