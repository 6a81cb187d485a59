import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';

/** A mistake in a pattern file, where an editor can jump to. */
export interface PatternProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A place in a YAML document; reads its value and reports what is wrong with it there. */
export interface YamlPlace {
  fail(message: string): void;
  /** The value of a key, or undefined when the key is absent. */
  get(key: string): YamlPlace | undefined;
  keys(): readonly string[];
  /** The entries of a list; a lone value counts as a list of one. */
  items(): readonly YamlPlace[];
  isMap(): boolean;
  /** The scalar value, or undefined (and a problem) when it is a map or a list. */
  scalar(): string | number | boolean | undefined;
  /** Reports keys that nobody asked for: a typo must not pass silently. */
  allowOnly(keys: readonly string[]): void;
}

/** Opens a YAML text; syntax errors are reported and give an empty document. */
export function openYaml(file: string, text: string, problems: PatternProblem[]): YamlPlace | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const report = (offset: number, message: string): void => {
    const { line, col } = lines.linePos(offset);
    problems.push({ file, line, column: col, message });
  };
  for (const error of document.errors) report(error.pos[0], error.message);
  if (document.errors.length > 0) return undefined;
  if (!document.contents) {
    report(0, 'expected a pattern, found nothing');
    return undefined;
  }
  return place(document.contents, report);
}

function place(node: Node, report: (offset: number, message: string) => void): YamlPlace {
  const here: YamlPlace = {
    fail: (message) => report(node.range?.[0] ?? 0, message),
    get(key) {
      const child = isMap(node) ? node.get(key, true) : undefined;
      return child ? place(child as Node, report) : undefined;
    },
    keys: () => (isMap(node) ? node.items.map((item) => String(item.key)) : []),
    items: () => (isSeq(node) ? node.items.map((item) => place(item as Node, report)) : [here]),
    isMap: () => isMap(node),
    scalar() {
      const value: unknown = isScalar(node) ? node.value : undefined;
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
      here.fail(
        `expected a single value, found ${isMap(node) ? 'a map' : isSeq(node) ? 'a list' : 'nothing'}`,
      );
      return undefined;
    },
    allowOnly(keys) {
      if (!isMap(node)) {
        here.fail(`expected a map with ${keys.join(', ')}`);
        return;
      }
      for (const item of node.items) {
        const key = String(item.key);
        if (!keys.includes(key)) {
          const offset = (item.key as Node | null)?.range?.[0] ?? 0;
          report(offset, `unknown key '${key}'; known here: ${keys.join(', ')}`);
        }
      }
    },
  };
  return here;
}
