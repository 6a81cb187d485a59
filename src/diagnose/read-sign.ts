import { didYouMean } from '../model/did-you-mean.ts';
import type { FactTest } from '../model/fact-test.ts';
import {
  attemptMoments,
  replacers,
  runOns,
  type DecidingLog,
  type EventMatcher,
  type NearbyMatcher,
  type Sign,
} from '../model/pattern.ts';
import { confidences, stages } from '../model/vocabulary.ts';
import type { KeyTable } from './key-table.ts';
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

export const testKeys: KeyTable = {
  atLeast: { is: 'number', about: 'A number that is not less; may stand with atMost.' },
  atMost: { is: 'number', about: 'A number that is not more; may stand with atLeast.' },
  startsWith: { is: 'text', about: 'A text that begins like this, whatever its case.' },
  endsWith: { is: 'text', about: 'A text that ends like this, whatever its case.' },
  present: { is: 'flag', about: 'Whether the fact is there at all.' },
  not: { is: 'test', about: 'The test within does not hold; an absent fact passes.' },
};

export const matcherKeys: KeyTable = {
  kind: { is: 'kinds', required: true, about: 'The kind of event, or any of several.' },
  has: { is: 'facts', about: 'Tests on its facts: a value, several, or a test; all must hold.' },
  atLeast: { is: 'number', least: 1, about: 'At least so many such events. Default: 1.' },
};

/** A minute is what clocks and buffers of one machine's logs may differ by. */
const NEARBY_SECONDS = 60;

const nearbyKeys: KeyTable = {
  ...matcherKeys,
  at: {
    is: 'word',
    of: attemptMoments,
    about: "Around the attempt's begin or its end alone. Default: the whole of it.",
  },
  before: {
    is: 'number',
    least: 0,
    about: `Seconds before the attempt's start, or before that moment. Default: ${NEARBY_SECONDS}.`,
  },
  after: {
    is: 'number',
    least: 0,
    about: `Seconds after its end, or after that moment. Default: ${NEARBY_SECONDS}.`,
  },
};

export const deciderKeys: KeyTable = {
  channel: { is: 'channel', required: true, about: 'The channel.' },
  on: { is: 'word', of: runOns, about: 'The machine whose log it is. Default: host.' },
};

export const signKeys: KeyTable = {
  confidence: { is: 'word', of: confidences, required: true, about: 'What the sign is worth on its own.' },
  all: { is: 'list', of: matcherKeys, about: 'Events that must all be there.' },
  any: { is: 'list', of: matcherKeys, about: 'Events of which one must be there.' },
  none: { is: 'list', of: matcherKeys, about: 'Events that must not be there.' },
  inOrder: { is: 'flag', about: "The events of 'all' must come in that order. Default: false." },
  reachedAtLeast: { is: 'word', of: stages, about: 'The attempt came at least so far.' },
  reachedAtMost: { is: 'word', of: stages, about: 'The attempt came no farther.' },
  outcomes: { is: 'words', of: outcomes, about: 'The attempt ended like this. Default: any.' },
  replacedBy: { is: 'words', of: replacers, about: 'Who took the session over. Default: does not matter.' },
  unproven: {
    is: 'flag',
    about:
      'Only the audit shows the attempt, and it may be another service’s logon. Default: does not matter.',
  },
  needs: { is: 'channels', about: 'Channels whose silence the sign builds on; unseen, it cannot be judged.' },
  within: { is: 'number', least: 0, about: 'All events of the sign lie within so many seconds.' },
  lasting: {
    is: 'number',
    least: 0,
    about: 'Signs of an attempt: it took so many seconds at least. Default: does not matter.',
  },
  nearby: {
    is: 'list',
    of: nearbyKeys,
    about: 'Signs of an attempt: events of the host outside the attempt that must all be there.',
  },
  cutOffBy: {
    is: 'list',
    of: matcherKeys,
    about:
      'Signs of an attempt whose end was not seen: one of these took host or service away; what it needs must be seen from its last record until then.',
  },
  noneAfter: {
    is: 'list',
    of: matcherKeys,
    about: 'Signs of a host: events of which none comes after the evidence, in no attempt either.',
  },
};

const uncounted = { none: 'not even one', noneAfter: 'not even one', cutOffBy: 'one is enough' };

/** Reads one way to recognise a cause. */
export function readSign(place: YamlPlace, vocabulary: PatternVocabulary): Sign {
  place.allowOnly(Object.keys(signKeys));
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
    isUnproven: booleanOf(place, 'unproven') ?? false,
    needs: channelNames(place, 'needs', vocabulary),
    within: atLeastOf(place, 'within', 0),
    lasting: atLeastOf(place, 'lasting', 0),
    nearby: list(place, 'nearby').map((item) => readNearby(item, vocabulary)),
    cutOffBy: matchers('cutOffBy'),
    noneAfter: matchers('noneAfter'),
  };
  for (const [key, means] of Object.entries(uncounted))
    for (const item of list(place, key)) {
      item.get('atLeast')?.fail(`'${key}' means ${means}: atLeast has no place here`);
    }
  if (result.all.length + result.any.length + result.nearby.length + result.cutOffBy.length === 0)
    place.fail('expected all, any, nearby or cutOffBy: a sign needs evidence');
  return result;
}

function readNearby(place: YamlPlace, vocabulary: PatternVocabulary): NearbyMatcher {
  const at = place.get('at') && choice(place, 'at', attemptMoments, 'end');
  return {
    ...readMatcher(place, vocabulary, nearbyKeys),
    ...(at && { at }),
    before: atLeastOf(place, 'before', 0) ?? NEARBY_SECONDS,
    after: atLeastOf(place, 'after', 0) ?? NEARBY_SECONDS,
  };
}

/** Reads a list of channels that we know. */
export const channelNames = (place: YamlPlace, key: string, { channels }: PatternVocabulary): string[] =>
  words(place, key, (name) =>
    channels.has(name) ? undefined : `unknown channel '${name}'${didYouMean(name, channels)}`,
  );

/** Reads a log to ask for: a channel of the host, or `{ channel, on }` of another machine. */
export function readDecider(place: YamlPlace, { channels }: PatternVocabulary): DecidingLog {
  const isMap = place.isMap();
  if (isMap) place.allowOnly(Object.keys(deciderKeys));
  const channel = isMap ? textOf(place, 'channel') : String(place.scalar() ?? '');
  if (channel !== '' && !channels.has(channel))
    place.fail(`unknown channel '${channel}'${didYouMean(channel, channels)}`);
  return { channel, on: isMap ? choice(place, 'on', runOns, 'host') : 'host' };
}

/** Reads what one event must be. */
export function readMatcher(
  place: YamlPlace,
  { facts }: PatternVocabulary,
  keys: KeyTable = matcherKeys,
): EventMatcher {
  place.allowOnly(Object.keys(keys));
  const kinds = words(place, 'kind', (name) =>
    facts.has(name) ? undefined : `unknown kind of event '${name}'${didYouMean(name, facts.keys())}`,
  );
  if (kinds.length === 0) place.fail("missing 'kind'");
  const tests = place.get('has');
  // Of a kind that nobody knows, the facts are not known either: that is one mistake, told already.
  const areKnown = kinds.every((kind) => facts.has(kind));
  const known = areKnown ? kinds.flatMap((kind) => [...(facts.get(kind) ?? [])]) : (tests?.keys() ?? []);
  const has = readFactTests(tests, new Set(known), `no event of kind ${kinds.join(', ')} has a fact`);
  return { kinds, has, atLeast: atLeastOf(place, 'atLeast', 1) ?? 1 };
}

/** Reads tests by the names of facts; `otherwise` says what is wrong with a name that is not known. */
export function readFactTests(
  place: YamlPlace | undefined,
  known: ReadonlySet<string>,
  otherwise: string,
): Record<string, FactTest> {
  const tests: Record<string, FactTest> = {};
  if (place && !place.isMap()) place.fail('expected tests by the names of facts');
  for (const name of place?.keys() ?? []) {
    const test = place?.get(name);
    if (!test) continue;
    if (known.has(name)) tests[name] = factTest(test);
    else test.fail(`${otherwise} '${name}'${didYouMean(name, known)}`);
  }
  return tests;
}

/** Reads a test on one fact. */
function factTest(place: YamlPlace): FactTest {
  if (!place.isMap()) return oneOf(place);
  place.allowOnly(Object.keys(testKeys));
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
