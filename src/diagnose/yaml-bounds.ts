import { isAlias, isMap, isNode, isPair, isSeq, type Document, type Node } from 'yaml';

/** Far more than any pattern needs; what is compared with everything before it stays quick at this length. */
const MAX_LENGTH = 128 * 1024;
/** A pattern's deepest place, a test within a test of a matcher of a sign, lies at 8. */
const MAX_DEPTH = 20;

/** What is wrong with a text before it is parsed. */
export function excessOf(text: string): string | undefined {
  if (text.length <= MAX_LENGTH) return undefined;
  return `expected at most ${MAX_LENGTH} characters, found ${text.length}`;
}

/**
 * Finds what makes a document more than it looks: aliases, which a few lines can multiply without end, and nesting
 * that would exhaust whoever walks it. The walk itself is flat.
 */
export function excessIn(document: Document): Excess | undefined {
  const waiting: (readonly [node: unknown, depth: number])[] = [[document.contents, 0]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, depth] = next;
    if (isPair(node)) {
      waiting.push([node.key, depth], [node.value, depth]);
    } else if (isAlias(node)) {
      return excess(node, `expected plain values, found the alias *${node.source}`);
    } else if (isNode(node) && node.tag !== undefined) {
      return excess(node, `expected plain values, found the tag ${node.tag}`);
    } else if (isMap(node) || isSeq(node)) {
      if (depth >= MAX_DEPTH) return excess(node, `nested deeper than ${MAX_DEPTH} levels`);
      for (const item of node.items) waiting.push([item, depth + 1]);
    }
  }
  return undefined;
}

interface Excess {
  readonly offset: number;
  readonly message: string;
}

const excess = (node: Node, message: string): Excess => ({ offset: node.range?.[0] ?? 0, message });
