// npm run docs [-- --check]: writes docs/causes.md, docs/events.md, docs/codes.md and docs/updates.md from the data, or
// says which of them are not as the data is.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { catalogRows } from '../../../dist/src/normalize/catalog/index.js';
import { knownNoise } from '../../../dist/src/normalize/known-noise.js';
import { root } from '../setup.mjs';
import { causesPage } from './causes.mjs';
import { codesPage } from './codes.mjs';
import { eventsPage } from './events.mjs';
import { updatesPage } from './updates.mjs';

const { values: flags } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const { patterns } = JSON.parse(readFileSync(join(root, 'dist/patterns.json'), 'utf8'));
const pages = {
  'docs/causes.md': causesPage(patterns, catalogRows),
  'docs/events.md': eventsPage(catalogRows, knownNoise),
  'docs/codes.md': codesPage(),
  'docs/updates.md': updatesPage(),
};

for (const [name, page] of Object.entries(pages)) {
  const file = join(root, name);
  const text = await format(page, { ...(await resolveConfig(file)), parser: 'markdown' });
  if (!flags.check) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`${name} is not as the data is: npm run docs renews it`);
    process.exitCode = 1;
  }
}
