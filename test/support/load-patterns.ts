import { loadPack } from '../../src/diagnose/load-pack.ts';
import { readPatternFolder } from '../../src/input/pattern-files.ts';
import type { PatternPack } from '../../src/model/pattern.ts';
import { patternVocabulary } from '../../src/pattern-vocabulary.ts';
import { version } from '../../src/version.ts';

/** Reads the patterns as the build does, so that tests need no build; a mistake in one is an error here. */
export function loadPatterns(): PatternPack {
  const { files, sha256 } = readPatternFolder('patterns');
  const { pack, problems } = loadPack({ name: 'core', version, sha256 }, files, patternVocabulary());
  if (problems.length > 0) {
    throw new Error(problems.map((p) => `${p.file}:${p.line}:${p.column}: ${p.message}`).join('\n'));
  }
  return pack;
}
