import { fillUnrecorded } from './diagnose/fill-template.ts';
import { explain, isUnderstood } from './explain/explain.ts';
import type { Knowledge } from './explain/find-causes.ts';
import { readStatedCode } from './explain/stated-code.ts';
import { readBuiltInPatterns } from './input/built-in-patterns.ts';
import type { Explanation } from './model/explanation.ts';
import type { PatternPack } from './model/pattern.ts';
import type { StatedCode } from './model/symptom.ts';
import { catalogRows } from './normalize/catalog/index.ts';

export interface ExplainOptions {
  /** Default: the patterns that ship with the program. */
  readonly packs?: readonly PatternPack[];
}

/** Says what is known about codes, events, causes, a dialog's words or advice people find. */
export const explainText = (text: string, options: ExplainOptions = {}): Explanation =>
  explain(text, knowledgeOf(options));

/** What a person saw, code or words of a dialog, for `analyze`; undefined where it is neither. */
export const readSymptomCode = (text: string, options: ExplainOptions = {}): StatedCode | undefined =>
  readStatedCode(text, knowledgeOf(options));

function knowledgeOf({ packs }: ExplainOptions): Knowledge {
  const known = packs ?? [JSON.parse(readBuiltInPatterns()) as PatternPack];
  return {
    patterns: known.flatMap(({ patterns }) => patterns),
    rows: catalogRows,
    fill: fillUnrecorded,
  };
}

export { isUnderstood };
