/** Offsets of a text as lines and columns. */
import type { Finding, Place, Problem } from '../diagnostics/problem.js';

export type Places = ReturnType<typeof makePlaces>;

/** Turns offsets of a text into lines and columns. */
export function makePlaces(file: string, text: string) {
  let starts: number[] | undefined;
  const lineOf = (offset: number): number => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  const placeAt = (start: number, end: number): Place => {
    const line = lineOf(start);
    const from = starts![line - 1]!;
    const textFrom = (at: number) => text.slice(at, endOfLine(text, at)).replace(/\r$/, '');
    const lineText = textFrom(from);
    const column = start - from + 1;
    const length = Math.max(1, Math.min(end - start, lineText.length - column + 1));
    const before = line > 1 ? { lineBefore: textFrom(starts![line - 2]!) } : {};
    return { file, line, column, length, lineText, ...before };
  };
  const problemAt = ({ code, severity, args }: Finding, start: number, end: number) =>
    ({ code, severity, place: placeAt(start, end), args }) as Problem;
  return { lineOf, placeAt, problemAt };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Where the line begins in which an offset is. */
export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** The end of the line in which an offset is. */
export function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
