/**
 * Free Markdown that a team wrote for a section of the plan: it may format, but cannot break the document's own
 * sections, carry HTML, show pictures from elsewhere, or link to anything but the web.
 */
import type { Definition, Link, Nodes, PhrasingContent, Root, RootContent, Text } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toMarkdown } from 'mdast-util-to-markdown';
import { visit } from 'unist-util-visit';
import { LESS_THAN, linkTarget } from './markdown.js';

/** The note as Markdown that is safe to stand in a document. Headings become bold lines; pictures become links. */
export function cleanNote(note: string): string {
  const tree = fromMarkdown(note);
  const definitions = new Map<string, Definition>();
  visit(tree, 'definition', (node) => void definitions.set(node.identifier, node));
  const clean = cleanChildren(tree, definitions) as Root;
  return toMarkdown(clean, {
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

function cleanChildren(node: Nodes, definitions: ReadonlyMap<string, Definition>): Nodes {
  if (!('children' in node)) return node;
  const isInline = INLINE_PARENTS.has(node.type);
  const children = node.children.flatMap((child) => cleanNode(child, isInline, definitions));
  return { ...node, children } as Nodes;
}

/** Nodes that hold words rather than blocks. */
const INLINE_PARENTS = new Set(['paragraph', 'heading', 'emphasis', 'strong', 'link', 'linkReference']);

function cleanNode(node: RootContent, isInline: boolean, definitions: ReadonlyMap<string, Definition>): RootContent[] {
  switch (node.type) {
    case 'html':
      return isInline
        ? [{ type: 'text', value: node.value }]
        : [{ type: 'paragraph', children: [{ type: 'text', value: node.value }] }];
    case 'heading':
      return [
        {
          type: 'paragraph',
          children: [{ type: 'strong', children: (cleanChildren(node, definitions) as typeof node).children }],
        },
      ];
    case 'thematicBreak':
    case 'definition':
      return [];
    case 'inlineCode':
      // After a web address, or cut by the cell of a table, GFM takes it for no code, and what is in it for HTML.
      return node.value.includes('<') ? [{ type: 'text', value: node.value }] : [node];
    case 'image':
      return cleanLink({ type: 'link', url: node.url, children: [{ type: 'text', value: node.alt ?? node.url }] });
    case 'imageReference':
      return resolveReference(node.identifier, [{ type: 'text', value: node.alt ?? node.identifier }], definitions);
    case 'linkReference':
      return resolveReference(node.identifier, (cleanChildren(node, definitions) as typeof node).children, definitions);
    case 'link':
      return cleanLink(cleanChildren(node, definitions) as Link);
    default:
      return [cleanChildren(node, definitions) as RootContent];
  }
}

function resolveReference(
  identifier: string,
  children: PhrasingContent[],
  definitions: ReadonlyMap<string, Definition>,
): RootContent[] {
  const definition = definitions.get(identifier);
  return definition === undefined ? children : cleanLink({ type: 'link', url: definition.url, children });
}

/** The link where it leads to the web; else its words. */
function cleanLink(link: Link): RootContent[] {
  const url = linkTarget(link.url);
  return url === null ? link.children : [{ ...link, url, title: null }];
}
