/**
 * Free Markdown that a team wrote for a section of the plan: it may format, but cannot break the document's own
 * sections, carry HTML, show pictures from elsewhere, or link to anything but the web.
 */
import type { Definition, Nodes, PhrasingContent, RootContent, Text } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toMarkdown } from 'mdast-util-to-markdown';
import { visit } from 'unist-util-visit';
import { LESS_THAN, linkTarget } from './markdown.js';

/** The note as Markdown that is safe to stand in a document. Headings become bold lines; pictures become links. */
export function cleanNote(note: string): string {
  const tree = fromMarkdown(note);
  const definitions = new Map<string, Definition>();
  visit(tree, 'definition', (node) => void definitions.set(node.identifier, node));
  return toMarkdown(cleanChildren(tree, definitions), {
    bullet: '-',
    emphasis: '*',
    fences: true,
    rule: '-',
    handlers: {
      text: (node: Text, _parent, state, info) =>
        state.safe(node.value, info).replace(/\\([^])/g, (escape, of) => (of === '<' ? LESS_THAN : escape)),
    },
  }).trim();
}

function cleanChildren<T extends Nodes>(node: T, definitions: ReadonlyMap<string, Definition>): T {
  if (!('children' in node)) return node;
  const isInline = INLINE_PARENTS.has(node.type);
  return { ...node, children: node.children.flatMap((child) => cleanNode(child, isInline, definitions)) };
}

/** Nodes that hold words rather than blocks. */
const INLINE_PARENTS = new Set(['paragraph', 'heading', 'emphasis', 'strong', 'link', 'linkReference']);

function cleanNode(node: RootContent, isInline: boolean, definitions: ReadonlyMap<string, Definition>): RootContent[] {
  switch (node.type) {
    case 'html':
      return isInline ? [textNode(node.value)] : [{ type: 'paragraph', children: [textNode(node.value)] }];
    case 'heading': {
      const { children } = cleanChildren(node, definitions);
      return [{ type: 'paragraph', children: [{ type: 'strong', children }] }];
    }
    case 'thematicBreak':
    case 'definition':
      return [];
    case 'inlineCode':
      // After a web address, or cut by the cell of a table, GFM takes it for no code, and what is in it for HTML.
      return node.value.includes('<') ? [textNode(node.value)] : [node];
    case 'image':
      return cleanLink(node.url, [textNode(node.alt ?? node.url)]);
    case 'imageReference':
      return cleanLink(definitions.get(node.identifier)?.url, [textNode(node.alt ?? node.identifier)]);
    case 'linkReference':
      return cleanLink(definitions.get(node.identifier)?.url, cleanChildren(node, definitions).children);
    case 'link':
      return cleanLink(node.url, cleanChildren(node, definitions).children);
    default:
      return [cleanChildren(node, definitions)];
  }
}

function textNode(value: string): Text {
  return { type: 'text', value };
}

/** A link where it leads to the web; else its words. */
function cleanLink(to: string | undefined, children: PhrasingContent[]): RootContent[] {
  const url = to === undefined ? null : linkTarget(to);
  return url === null ? children : [{ type: 'link', url, title: null, children }];
}
