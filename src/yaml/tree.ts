/** Small helpers about the trees of the yaml package. */
import { type Document, isScalar, LineCounter, type Node, parseDocument, Scalar } from 'yaml';

/** A text as a tree of YAML; what is wrong with it is in the tree. */
export function parseYaml(text: string): Document {
  return parseDocument(text, {
    lineCounter: new LineCounter(),
    prettyErrors: false,
    keepSourceTokens: false,
    stringKeys: false,
    logLevel: 'error',
  });
}

/** A key as typed, so that `007` and `2027` stay what they are. */
export function keyText(key: unknown): string {
  if (isScalar(key)) return key.type === Scalar.PLAIN && key.source !== undefined ? key.source : String(key.value);
  return String(key);
}

/** Where a node begins and ends, if it stands in the text. */
export function rangeOf(node: unknown): [number, number] | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range ? [range[0], range[1]] : undefined;
}
