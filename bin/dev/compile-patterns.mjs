// Compiles patterns/**/pattern.yaml into dist/patterns.json, so that the program parses no YAML when it starts.
import { writeFileSync } from 'node:fs';
import { loadPack } from '../../dist/src/diagnose/load-pack.js';
import { readPatternFolder } from '../../dist/src/input/pattern-files.js';
import { patternVocabulary } from '../../dist/src/pattern-vocabulary.js';
import { version } from '../../dist/src/version.js';

const { files, sha256 } = readPatternFolder('patterns');
const { pack, problems } = loadPack({ name: 'core', version, sha256 }, files, patternVocabulary());
for (const { file, line, column, message } of problems) {
  console.error(`patterns/${file}:${line}:${column}: ${message}`);
}
if (problems.length > 0) process.exit(1);
writeFileSync('dist/patterns.json', JSON.stringify(pack));
console.log(`${pack.patterns.length} patterns compiled`);
