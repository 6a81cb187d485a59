import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RawEvent, RawField } from '../../parsers/raw-event.ts';
import { catalogRows } from '../../src/normalize/catalog/index.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';
import { rawEvent } from '../support/events.ts';

/**
 * One line per example: provider, event id, the payload as JSON (an object of named fields, or a list of unnamed data,
 * a binary block behind it as `{"Binary":"hex"}`), then the kind and the facts it comes to. `-` for the kind: the
 * event is not kept.
 */
const FOLDER = 'test/normalize/examples';

interface Example {
  readonly provider: string;
  readonly eventId: number;
  readonly fields: readonly RawField[];
  readonly kind: string;
  readonly facts: unknown;
}

const fieldsOf = (payload: unknown): RawField[] =>
  Array.isArray(payload)
    ? payload.flatMap((value: unknown) =>
        typeof value === 'string' ? [{ name: '', value }] : fieldsOf(value),
      )
    : Object.entries(payload as Readonly<Record<string, string>>).map(([name, value]) => ({ name, value }));

function readExamples(file: string): Example[] {
  const [head, ...lines] = readFileSync(`${FOLDER}/${file}`, 'utf8').trimEnd().split('\n');
  expect(head).toBe('provider\tevent_id\tfields\tkind\tfacts');
  return lines.map((line) => {
    const [provider = '', eventId = '', fields = '', kind = '', facts = ''] = line.split('\t');
    return {
      provider,
      eventId: Number(eventId),
      fields: fieldsOf(JSON.parse(fields)),
      kind,
      facts: JSON.parse(facts) as unknown,
    };
  });
}

function rawOf({ provider, eventId, fields }: Example): RawEvent {
  return {
    ...rawEvent({ provider, eventId }),
    get: (name) => fields.find((field) => field.name === name)?.value,
    fields: () => fields,
  };
}

const files = readdirSync(FOLDER);
const catalog = createCatalog();
const all = files.flatMap(readExamples);
const keyOf = ({ provider, eventId }: { readonly provider: string; readonly eventId: number }): string =>
  `${provider} ${eventId}`;

describe.each(files)('%s', (file) => {
  test.each(readExamples(file).map((example) => [keyOf(example), example] as const))('%s', (_, example) => {
    const event = catalog.normalize(rawOf(example), 'x.evtx');
    expect(event?.kind ?? '-').toBe(example.kind);
    const facts = Object.entries(event?.facts ?? {}).filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(facts)).toEqual(example.facts);
  });
});

test('rows without an example: none', () => {
  const shown = new Set(all.filter(({ kind }) => kind !== '-').map(keyOf));
  expect(catalogRows.map(keyOf).filter((key) => !shown.has(key))).toEqual([]);
});

test('each fact of a row is in one of its examples', () => {
  const shown = new Map<string, Set<string>>();
  for (const example of all) {
    const names = shown.get(keyOf(example)) ?? new Set<string>();
    for (const name of Object.keys(example.facts as object)) names.add(name);
    shown.set(keyOf(example), names);
  }
  const unseen = catalogRows.flatMap((row) =>
    Object.keys(row.facts)
      .filter((name) => !shown.get(keyOf(row))?.has(name))
      .map((name) => `${keyOf(row)} ${name}`),
  );
  expect(unseen).toEqual([]);
});
