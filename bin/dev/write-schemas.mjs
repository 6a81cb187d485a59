// Writes the JSON Schemas of a pack's files, made of the tables that the readers check with.
import { writeFileSync } from 'node:fs';
import { eventsSchema, patternSchema } from '../../dist/src/packs/json-schema.js';
import { patternVocabulary } from '../../dist/src/pattern-vocabulary.js';

const write = (name, schema) => writeFileSync(`patterns/${name}`, `${JSON.stringify(schema, null, 2)}\n`);
write('pattern.schema.json', patternSchema(patternVocabulary()));
write('events.schema.json', eventsSchema(patternVocabulary()));
