import path from 'node:path';
import type { PatternProblem } from './diagnose/yaml-reader.ts';
import { readCaseFiles } from './input/pattern-files.ts';
import type { Pattern } from './model/pattern.ts';
import { createCatalog } from './normalize/normalize.ts';
import type { Pack } from './packs/pack.ts';
import { readExpected } from './packs/read-expected.ts';
import {
  CaseError,
  differencesIn,
  findingsIn,
  gapsIn,
  strangersIn,
  type PatternCase,
} from './pattern-cases.ts';
import { mistakeLine, type PackMistake } from './read-packs.ts';

/** What came of one case, or, with an empty `name`, of a pattern's cases taken together. */
export interface CaseResult {
  readonly pattern: string;
  readonly name: string;
  /** What is wrong, a line each; none: it passed. */
  readonly faults: readonly string[];
}

/** Runs the cases of a pack that lies in `folder` with all `packs`, of which it is one. */
export function* testPack(folder: string, pack: Pack, packs: readonly Pack[]): Generator<CaseResult> {
  const catalog = createCatalog(packs.flatMap(({ events }) => events ?? []));
  for (const pattern of pack.patterns) {
    const { cases, mistakes, strays } = readCases(folder, pattern);
    for (const { name, log, expected } of cases) {
      const strangers = [...new Set(strangersIn(log, catalog))].map(
        (event) => `nobody knows the event ${event}: leave it out, or give it a row in events.yaml`,
      );
      yield { pattern: pattern.id, name, faults: [...strangers, ...faultsOf(log, expected, packs)] };
    }
    const faults = [
      ...mistakes.map(mistakeLine),
      ...strays.map(
        (file) => `cases/${file} belongs to no case: expected <name>.xml and <name>.expected.yaml`,
      ),
      ...(mistakes.length === 0 ? gapsIn(pattern, cases) : []),
    ];
    yield { pattern: pattern.id, name: '', faults };
  }
}

function faultsOf(log: Uint8Array, expected: PatternCase['expected'], packs: readonly Pack[]): string[] {
  try {
    return differencesIn(expected, findingsIn(log, packs));
  } catch (error) {
    if (error instanceof CaseError) return [`the log cannot be read: ${error.message}`];
    throw error;
  }
}

/** Reads a pattern's cases from its folder in a pack. */
export function readCases(
  folder: string,
  pattern: Pattern,
): {
  readonly cases: readonly PatternCase[];
  readonly mistakes: readonly PackMistake[];
  readonly strays: readonly string[];
} {
  const home = path.join(folder, pattern.class, pattern.id);
  const mistakes: PatternProblem[] = [];
  const missing: PackMistake[] = [];
  const { cases, faults, strays } = readCaseFiles(home);
  const unread = faults.map(({ path: file, message }): PackMistake => ({
    file: path.join(home, 'cases', file),
    message,
  }));
  const read = cases.flatMap(({ name, log, expected }) => {
    const file = path.join(home, 'cases', `${name}.expected.yaml`);
    if (expected === undefined) {
      missing.push({ file, message: `missing: what ${name}.xml must give` });
      return [];
    }
    const findings = readExpected(file, expected, mistakes);
    return findings ? [{ name, log, expected: findings }] : [];
  });
  return { cases: read, mistakes: [...unread, ...missing, ...mistakes], strays };
}
