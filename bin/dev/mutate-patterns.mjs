// npm run mutate [-- ID… --patterns DIR --write FILE --strict]: spoils every part of the evidence of every pattern, one at a
// time, and lists what no case notices; --strict: that is an error.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadPack } from '../../dist/src/diagnose/load-pack.js';
import { readPatternFolder } from '../../dist/src/input/pattern-files.js';
import { catalogRows } from '../../dist/src/normalize/catalog/index.js';
import { patternVocabulary } from '../../dist/src/pattern-vocabulary.js';
import { mutantsOf } from './mutate/mutants.mjs';
import { inOrderFor, isNoticed, openCases } from './mutate/open-cases.mjs';

const { values: flags, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    patterns: { type: 'string', default: 'patterns' },
    write: { type: 'string' },
    strict: { type: 'boolean' },
  },
});
const folder = resolve(flags.patterns);
const file = flags.write === undefined ? undefined : resolve(flags.write);
const { files, sha256 } = readPatternFolder(folder);
const { pack, problems } = loadPack({ name: 'core', version: '0', sha256 }, files, patternVocabulary());
for (const { file, line, column, message } of problems)
  console.error(`${file}:${line}:${column}: ${message}`);
const { cases, failing } = openCases(folder, pack);
for (const { owner, name } of failing)
  console.error(`left out, for it fails as it is: ${owner}/cases/${name}`);
const known = new Set(pack.patterns.map(({ id }) => id));
const strangers = wanted.filter((id) => !known.has(id));
if (strangers.length > 0) console.error(`no pattern has the id ${strangers.join(', ')}`);
if (problems.length + strangers.length > 0) process.exit(2);

const started = performance.now();
const results = pack.patterns
  .filter(({ id }) => wanted.length === 0 || wanted.includes(id))
  .map((pattern) => judge(pattern));
const count = (what) => results.reduce((sum, result) => sum + result[what].length, 0);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
const total = `${count('mutants')} mutants of ${results.length} patterns, ${cases.length} cases: ${count('survivors')} survive, ${count('same')} more change nothing by nature`;
console.log(`${total} (${seconds} s)`);
if (flags.strict && count('survivors') > 0) process.exitCode = 1;
if (file !== undefined) writeFileSync(file, `${[total, ...results.flatMap(linesOf)].join('\n')}\n`);

/** One pattern's mutants, and which of them live. */
function judge(pattern) {
  const all = [...mutantsOf(pattern, { rows: catalogRows, patterns: pack.patterns })];
  const own = inOrderFor(pattern, cases);
  const mutants = all.filter(({ same }) => same === undefined);
  const result = {
    pattern,
    mutants,
    same: all.filter(({ same }) => same !== undefined),
    survivors: mutants.filter((mutant) => !isNoticed(pattern, mutant.pattern, own, pack)),
  };
  for (const line of linesOf(result)) console.log(line);
  return result;
}

function linesOf({ pattern, mutants, survivors, same }) {
  return [
    `${pattern.id}: ${mutants.length} mutants, ${survivors.length} survive`,
    ...survivors.map(({ path, what }) => `  ${path}: ${what}`),
    ...same.map(({ path, what, same }) => `  (changes nothing: ${path}: ${what}: ${same})`),
  ];
}
