import type { FactTest } from '../model/fact-test.ts';
import { replacers, type EventMatcher, type Sign } from '../model/pattern.ts';
import { confidences, stages } from '../model/vocabulary.ts';
import {
  atLeastOf,
  booleanOf,
  choice,
  choices,
  list,
  numberOf,
  outcomes,
  textOf,
  words,
} from './yaml-fields.ts';
import type { YamlPlace } from './yaml-reader.ts';

/** The words a pattern may use, so that a typo is found when the file is read. */
export interface PatternVocabulary {
  /** For each kind of event, the facts it can have. */
  readonly facts: ReadonlyMap<string, ReadonlySet<string>>;
  readonly channels: ReadonlySet<string>;
}

/** Reads one way to recognise a cause. */
export function readSign(place: YamlPlace, vocabulary: PatternVocabulary): Sign {
  place.allowOnly([
    'confidence',
    'all',
    'any',
    'none',
    'inOrder',
    'reachedAtLeast',
    'reachedAtMost',
    'outcomes',
    'replacedBy',
    'needs',
    'within',
  ]);
  const matchers = (key: string): EventMatcher[] =>
    list(place, key).map((item) => readMatcher(item, vocabulary));
  const result: Sign = {
    confidence: choice(place, 'confidence', confidences, 'possible'),
    all: matchers('all'),
    any: matchers('any'),
    none: matchers('none'),
    inOrder: booleanOf(place, 'inOrder') ?? false,
    reachedAtLeast: place.get('reachedAtLeast') && choice(place, 'reachedAtLeast', stages, 'network'),
    reachedAtMost: place.get('reachedAtMost') && choice(place, 'reachedAtMost', stages, 'network'),
    outcomes: choices(place, 'outcomes', outcomes),
    replacedBy: choices(place, 'replacedBy', replacers),
    needs: channelNames(place, 'needs', vocabulary),
    within: atLeastOf(place, 'within', 0),
  };
  for (const item of list(place, 'none')) {
    item.get('atLeast')?.fail("'none' means not even one: atLeast has no place here");
  }
  if (result.all.length + result.any.length === 0) place.fail('expected all or any: a sign needs evidence');
  return result;
}

/** Reads a list of channels that we know. */
export const channelNames = (place: YamlPlace, key: string, { channels }: PatternVocabulary): string[] =>
  words(place, key, (name) => (channels.has(name) ? undefined : `unknown channel '${name}'`));

/** Reads what one event must be. */
export function readMatcher(place: YamlPlace, { facts }: PatternVocabulary): EventMatcher {
  place.allowOnly(['kind', 'has', 'atLeast']);
  const kinds = words(place, 'kind', (name) =>
    facts.has(name) ? undefined : `unknown kind of event '${name}'`,
  );
  if (kinds.length === 0) place.fail("missing 'kind'");
  const has: Record<string, FactTest> = {};
  const tests = place.get('has');
  for (const name of tests?.keys() ?? []) {
    const test = tests?.get(name);
    if (!test) continue;
    if (kinds.some((kind) => facts.get(kind)?.has(name))) has[name] = factTest(test);
    else test.fail(`no event of kind ${kinds.join(', ')} has a fact '${name}'`);
  }
  return { kinds, has, atLeast: atLeastOf(place, 'atLeast', 1) ?? 1 };
}

function factTest(place: YamlPlace): FactTest {
  if (!place.isMap()) return oneOf(place);
  place.allowOnly(['atLeast', 'atMost', 'startsWith', 'endsWith', 'present', 'not']);
  const isRange = place.keys().every((key) => key === 'atLeast' || key === 'atMost');
  if (place.keys().length !== 1 && !(isRange && place.keys().length === 2)) {
    place.fail('expected one test, or atLeast with atMost');
  }
  const not = place.get('not');
  if (not) return { test: 'not', of: factTest(not) };
  const present = booleanOf(place, 'present');
  if (present !== undefined) return { test: 'present', present };
  if (place.get('startsWith')) return { test: 'starts-with', text: textOf(place, 'startsWith') };
  if (place.get('endsWith')) return { test: 'ends-with', text: textOf(place, 'endsWith') };
  const atLeast = numberOf(place, 'atLeast');
  const atMost = numberOf(place, 'atMost');
  return {
    test: 'range',
    ...(atLeast === undefined ? {} : { atLeast }),
    ...(atMost === undefined ? {} : { atMost }),
  };
}

function oneOf(place: YamlPlace): FactTest {
  const values = place.items().flatMap((item) => {
    const value = item.scalar();
    if (typeof value === 'boolean') item.fail('expected a number or a text');
    return value === undefined || typeof value === 'boolean' ? [] : [value];
  });
  if (place.items().length === 0) place.fail('expected at least one value');
  return { test: 'one-of', values };
}
