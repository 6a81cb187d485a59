import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../src/normalize/normalize.ts';
import { factNames } from '../../src/normalize/fact-names.ts';
import { classOf, classOfFact, classOfKind, factClasses } from '../../src/redact/fact-classes.ts';

const { rows } = createCatalog();

describe('every fact has a class', () => {
  test('of those the catalog names, one each and no more', () => {
    expect(Object.keys(classOfFact).sort()).toEqual(Object.keys(factNames).sort());
  });

  test('of those that rows read', () => {
    const read = rows.flatMap(({ facts }) => Object.keys(facts));
    expect(read.filter((fact) => !Object.hasOwn(classOfFact, fact))).toEqual([]);
  });

  test('and where a kind is an exception, it has that fact', () => {
    const facts = new Map(rows.map(({ kind, facts }) => [kind, facts]));
    const exceptions = Object.entries(classOfKind).flatMap(([kind, own]) =>
      Object.keys(own).map((fact) => [kind, fact] as const),
    );
    expect(exceptions.filter(([kind, fact]) => facts.get(kind)?.[fact] === undefined)).toEqual([]);
  });

  test('what nobody knows may be anything', () => {
    expect(classOf('door-opened', 'badge', 'text')).toBe('text');
    expect(classOf('door-opened', 'constructor', 'text')).toBe('text');
    expect(classOf('door-opened', 'badge', 'address')).toBe('address');
    expect(classOf('door-opened', 'badge', 'account')).toBe('user');
    expect(classOf('door-opened', 'badge', 'number')).toBe('number');
  });

  test('numbers are read as numbers', () => {
    // A fact of class `number` that some row reads as text would be dropped.
    const asText = rows.flatMap(({ kind, facts }) =>
      Object.entries(facts)
        .filter(([fact, { as }]) => as === 'text' && classOf(kind, fact, as) === 'number')
        .map(([fact]) => `${kind}.${fact}`),
    );
    expect(asText).toEqual([]);
  });

  test('no class is without a fact', () => {
    expect(factClasses.filter((one) => !Object.values(classOfFact).includes(one))).toEqual([]);
  });
});
