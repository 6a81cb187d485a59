import { placeholders } from '../diagnose/fill-template.ts';
import { idForm, type KeySpec, type KeyTable } from '../diagnose/key-table.ts';
import type { PatternVocabulary } from '../diagnose/load-pattern.ts';
import { patternKeys } from '../diagnose/load-pattern.ts';
import { checkKeys, remedyKeys } from '../diagnose/read-advice.ts';
import { matcherKeys, signKeys, testKeys } from '../diagnose/read-sign.ts';
import { tallyKeys } from '../diagnose/read-tally.ts';
import { eventRowKeys } from './read-event-row.ts';

/** A JSON Schema, or a part of one. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

const dialect = 'https://json-schema.org/draft/2020-12/schema';

/** The JSON Schema of a pattern.yaml, made of the tables that its readers check with. */
export function patternSchema(vocabulary: PatternVocabulary): JsonSchema {
  const { required, ...rest } = objectSchema(patternKeys);
  return {
    $schema: dialect,
    title: 'A pattern of rdpwhy: a known cause of a failed Remote Desktop connection',
    ...rest,
    // What extends another pattern inherits the rest.
    if: { required: ['extends'] },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { required: ['id'] },
    else: { required },
    $defs: { ...definitions(vocabulary), matcher: matcherSchema(vocabulary) },
  };
}

/** The JSON Schema of an events.yaml. */
export function eventsSchema(vocabulary: PatternVocabulary): JsonSchema {
  const { test, fact } = definitions(vocabulary);
  return {
    $schema: dialect,
    title: 'Events that a pack of rdpwhy declares',
    ...oneOrMore(objectSchema(eventRowKeys)),
    // Here the facts are the row's own.
    $defs: { test, fact },
  };
}

const ids: JsonSchema = { type: 'string', pattern: idForm.source };
const scalar: JsonSchema = { type: ['string', 'number'] };

/** Tables that have a name of their own in the schema. */
const named: ReadonlyMap<KeyTable, string> = new Map([
  [signKeys, 'sign'],
  [tallyKeys, 'tally'],
  [matcherKeys, 'matcher'],
  [remedyKeys, 'remedy'],
  [checkKeys, 'check'],
]);

function definitions({ facts, channels }: PatternVocabulary): Record<string, JsonSchema> {
  const tables = [...named].map(([table, name]) => [name, objectSchema(table)] as const);
  return {
    ...Object.fromEntries(tables),
    kind: { enum: [...facts.keys()].sort() },
    channel: { enum: [...channels] },
    fact: { anyOf: [scalar, { type: 'array', minItems: 1, items: scalar }, ref('test')] },
    test: {
      ...objectSchema(testKeys),
      // One test, or the two ends of a range.
      anyOf: [
        { minProperties: 1, maxProperties: 1 },
        { required: ['atLeast', 'atMost'], maxProperties: 2 },
      ],
    },
  };
}

/** A matcher; where it is of one kind, only that kind's facts may be tested. */
function matcherSchema({ facts }: PatternVocabulary): JsonSchema {
  const kinds = [...facts].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...objectSchema(matcherKeys),
    allOf: kinds.map(([kind, names]) => ({
      if: { properties: { kind: { const: kind } } },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: {
        properties: {
          has: {
            properties: Object.fromEntries([...names].sort().map((name) => [name, ref('fact')])),
            additionalProperties: false,
          },
        },
      },
    })),
  };
}

function objectSchema(table: KeyTable): JsonSchema {
  const keys = Object.entries(table);
  const required = keys.filter(([, spec]) => spec.required === true).map(([key]) => key);
  return {
    type: 'object',
    properties: Object.fromEntries(
      keys.map(([key, spec]) => [key, { description: spec.about, ...shapeSchema(spec) }]),
    ),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function shapeSchema(spec: KeySpec): JsonSchema {
  switch (spec.is) {
    case 'text':
      return { type: 'string', pattern: '\\S' };
    case 'template':
      return { type: 'string', pattern: templateForm };
    case 'id':
      return ids;
    case 'flag':
      return { type: 'boolean' };
    case 'texts':
      return oneOrMore({ type: 'string' });
    case 'kinds':
      return oneOrMore(ref('kind'));
    case 'channels':
      return oneOrMore(ref('channel'));
    case 'channel':
      return ref('channel');
    case 'logs':
      return oneOrMore({ anyOf: [ref('channel'), tableSchema(spec.of)] });
    case 'word':
      return { enum: spec.of };
    case 'words':
      return oneOrMore({ enum: spec.of });
    case 'number':
      return {
        type: 'number',
        ...(spec.least === undefined ? {} : { minimum: spec.least }),
        ...(spec.most === undefined ? {} : { maximum: spec.most }),
      };
    case 'facts':
      return { type: 'object', additionalProperties: ref('fact') };
    case 'test':
      return ref('fact');
    case 'fields':
      return oneOrMore({
        anyOf: [
          { type: 'string', minLength: 1 },
          { type: 'integer', minimum: 0 },
        ],
      });
    case 'list':
      return oneOrMore(tableSchema(spec.of));
    case 'map':
      return tableSchema(spec.of);
    case 'named':
      return { type: 'object', additionalProperties: tableSchema(spec.of) };
  }
}

const ref = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });

const tableSchema = (table: KeyTable): JsonSchema => {
  const name = named.get(table);
  return name === undefined ? objectSchema(table) : ref(name);
};

/** A lone value counts as a list of one. */
const oneOrMore = (item: JsonSchema): JsonSchema => ({ anyOf: [item, { type: 'array', items: item }] });

/** Text in which every {word} is a placeholder that we know. */
const templateForm = `^([^{]|\\{(?!\\w+\\})|\\{(${placeholders.join('|')})\\})+$`;
