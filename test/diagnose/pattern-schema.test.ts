import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readPatternFolder } from '../../src/input/pattern-files.ts';
import { eventsSchema, patternSchema } from '../../src/packs/json-schema.ts';
import { patternVocabulary } from '../../src/pattern-vocabulary.ts';

const compile = (schema: object) =>
  new Ajv2020({ strictTypes: false, strictRequired: false }).compile(schema);
const isPattern = compile(patternSchema(patternVocabulary()));
const isEvents = compile(eventsSchema(patternVocabulary()));

describe('the JSON Schemas', () => {
  test.each([
    ['pattern.schema.json', patternSchema(patternVocabulary())],
    ['events.schema.json', eventsSchema(patternVocabulary())],
  ])('%s is as the readers are: npm run schemas renews it', (name, schema) => {
    expect(JSON.parse(readFileSync(`patterns/${name}`, 'utf8'))).toEqual(schema);
  });

  test.each(readPatternFolder('patterns').files)('$path is valid', ({ text }) => {
    isPattern(parse(text));
    expect(isPattern.errors ?? []).toEqual([]);
  });
});

test('the page on the language names every key', () => {
  const page = readFileSync('docs/PATTERNS.md', 'utf8');
  const schemas = JSON.stringify([patternSchema(patternVocabulary()), eventsSchema(patternVocabulary())]);
  // A key is what has a description.
  const keys = [...schemas.matchAll(/"(\w+)":\{"description"/g)].map(([, key]) => key ?? '');
  expect(keys.length).toBeGreaterThan(60);
  expect(keys.filter((key) => !new RegExp(`\\b${key}\\b`).test(page))).toEqual([]);
});

const good = parse(readFileSync('patterns/credentials/wrong-password/pattern.yaml', 'utf8')) as {
  signs: { all: object[] }[];
};
const withMatcher = (matcher: object) => ({
  ...good,
  signs: [{ confidence: 'likely', all: [matcher] }],
});

describe('the schema of patterns refuses what the reader refuses', () => {
  test.each([
    ['an unknown key', { ...good, colour: 'red' }],
    ['a missing key', { ...good, title: undefined }],
    ['an unknown word', { ...good, stage: 'logon' }],
    ['an unknown placeholder', { ...good, explanation: 'Windows refused {acount}.' }],
    ['an unknown kind', withMatcher({ kind: 'logon-filed' })],
    ['a fact that kind does not have', withMatcher({ kind: 'logon-failed', has: { colour: 1 } })],
    [
      'a fact with two tests',
      withMatcher({ kind: 'logon-failed', has: { code: { startsWith: 'a', present: true } } }),
    ],
    ['less than one event', withMatcher({ kind: 'logon-failed', atLeast: 0 })],
  ])('%s', (_, pattern) => {
    expect(isPattern(JSON.parse(JSON.stringify(pattern)))).toBe(false);
  });

  test.each([
    ['a range', withMatcher({ kind: 'logon-failed', has: { code: { atLeast: 1, atMost: 2 } } })],
    ['a test within a test', withMatcher({ kind: 'logon-failed', has: { code: { not: [1, 2] } } })],
    ['any of several kinds', withMatcher({ kind: ['logon-failed', 'logon-succeeded'] })],
    ['a pattern that extends another', { id: 'wrong-password', extends: 'wrong-password' }],
  ])('and takes %s', (_, pattern) => {
    isPattern(pattern);
    expect(isPattern.errors ?? []).toEqual([]);
  });
});

test('the schema of events takes a row and refuses another form', () => {
  const row = {
    provider: 'Citrix',
    eventId: 9,
    kind: 'session-refused',
    facts: { client: { from: ['Address', 0], as: 'address' } },
    summary: 'session refused for {client}',
    keepIf: { client: { present: true } },
    basis: 'sample',
  };
  isEvents([row]);
  expect(isEvents.errors ?? []).toEqual([]);
  expect(isEvents([{ ...row, facts: { client: { from: ['Address'], as: 'adress' } } }])).toBe(false);
});
