import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { didYouMean } from '../model/did-you-mean.ts';
import { excessIn, excessOf } from './yaml-bounds.ts';

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
  /** Says whether it is written as nothing: `null`, `~` or not at all. */
  isNull(): boolean;
  /** The scalar value, or undefined (and a problem) when it is a map or a list. */
  scalar(): string | number | boolean | undefined;
  /** Reports keys that nobody asked for: a typo must not pass silently. */
  allowOnly(keys: readonly string[]): void;
}

/** So many faults of syntax are told: after the first few they follow from one another. */
const SHOWN = 20;
/** More mistakes than anybody reads: a file that was made to have them shall not fill the memory. */
const MOST_TOLD = 200;

/** Opens a YAML text; syntax errors are reported and give an empty document. */
export function openYaml(file: string, text: string, problems: PatternProblem[]): YamlPlace | undefined {
  const tooLong = excessOf(text);
  if (tooLong !== undefined) {
    problems.push({ file, line: 1, column: 1, message: tooLong });
    return undefined;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const told = new Set<string>();
  const report = (offset: number, message: string): void => {
    const { line, col } = lines.linePos(offset);
    // A value that two readers look at is wrong once.
    const mark = `${offset} ${message}`;
    if (told.has(mark) || told.size > MOST_TOLD) return;
    told.add(mark);
    const last = told.size > MOST_TOLD;
    problems.push({ file, line, column: col, message: last ? 'further mistakes are not told' : message });
  };
  const exhausted = document.errors.find((error) => error.code === 'RESOURCE_EXHAUSTION');
  for (const error of exhausted ? [] : document.errors.slice(0, SHOWN)) report(error.pos[0], error.message);
  const excess = exhausted ? { offset: 0, message: 'nested too deep to be read' } : excessIn(document);
  if (excess) report(excess.offset, excess.message);
  if (document.errors.length > 0 || excess) return undefined;
  if (!document.contents) {
    report(0, 'expected a map or a list, found nothing');
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
    isNull: () => isScalar(node) && node.value === null,
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
          report(offset, `unknown key '${key}'; known here: ${keys.join(', ')}${didYouMean(key, keys)}`);
        }
      }
    },
  };
  return here;
}
