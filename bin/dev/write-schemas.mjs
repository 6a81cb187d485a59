// Writes the JSON Schemas: of a pack's files, made of the tables that the readers check with, and of reports, made of their
// types. With --check it only says which are not as they should be.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { eventsSchema, patternSchema } from '../../dist/src/packs/json-schema.js';
import { patternVocabulary } from '../../dist/src/pattern-vocabulary.js';
import { reportSchemas } from './report-schemas.mjs';

const schemas = [
  ['patterns/pattern.schema.json', patternSchema(patternVocabulary())],
  ['patterns/events.schema.json', eventsSchema(patternVocabulary())],
  ...reportSchemas().map(([name, schema]) => [`schemas/${name}`, schema]),
];
const textOf = (schema) => `${JSON.stringify(schema, null, 2)}\n`;

if (process.argv.includes('--check')) {
  const stale = schemas.filter(([file, schema]) => readFileSync(file, 'utf8') !== textOf(schema));
  for (const [file] of stale) console.error(`${file} is stale: npm run schemas renews it`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync('schemas', { recursive: true });
  for (const [file, schema] of schemas) writeFileSync(file, textOf(schema));
}
