import type { FactTest } from '../model/fact-test.ts';
import type { AttemptTally, Check, EventMatcher, Pattern, Remedy, Sign } from '../model/pattern.ts';
import { prominences, replacers, runOns } from '../model/pattern.ts';
import { actors, bases, causeClasses, confidences, risks, stages } from '../model/vocabulary.ts';
import { placeholders } from './fill-template.ts';
import { openYaml, type PatternProblem, type YamlPlace } from './yaml-reader.ts';

export type { PatternProblem } from './yaml-reader.ts';

/** The words a pattern may use, so that a typo is found when the file is read. */
export interface PatternVocabulary {
  /** For each kind of event, the facts it can have. */
  readonly facts: ReadonlyMap<string, ReadonlySet<string>>;
  readonly channels: ReadonlySet<string>;
}

const outcomes = ['succeeded', 'failed', 'open', 'unknown'] as const;

/** Reads one pattern.yaml. Gives undefined when it cannot be used; every mistake is added to `problems`. */
export function loadPattern(
  file: string,
  text: string,
  vocabulary: PatternVocabulary,
  problems: PatternProblem[],
): Pattern | undefined {
  const before = problems.length;
  const root = openYaml(file, text, problems);
  if (!root) return undefined;
  root.allowOnly(patternKeys);
  const pattern: Pattern = {
    id: idOf(root),
    class: choice(root, 'class', causeClasses, 'other'),
    title: template(root, 'title'),
    stage: choice(root, 'stage', stages, 'network'),
    actor: choice(root, 'actor', actors, 'host'),
    basis: choice(root, 'basis', bases, 'inferred'),
    prominence: root.get('prominence') ? choice(root, 'prominence', prominences, 'ordinary') : 'ordinary',
    decidedBy: channelNames(root, 'decidedBy', vocabulary),
    signs: list(root, 'signs').map((item) => sign(item, vocabulary)),
    hostSigns: list(root, 'hostSigns').map((item) => sign(item, vocabulary)),
    tallies: list(root, 'tallies').map(tally),
    failure: root.get('failure')?.scalar() !== false && textOf(root, 'class') !== 'normal',
    folds: root.get('folds')?.scalar() === true,
    contradictedBy: list(root, 'contradictedBy').map((item) => matcher(item, vocabulary)),
    yieldsTo: texts(root, 'yieldsTo'),
    explanation: template(root, 'explanation'),
    tellTheUser: template(root, 'tellTheUser'),
    remedies: list(root, 'remedies').map(remedy),
    checks: list(root, 'checks').map(check),
    references: texts(root, 'references'),
  };
  if (pattern.signs.length + pattern.hostSigns.length + pattern.tallies.length === 0) {
    root.fail('expected signs, hostSigns or tallies, found none: nothing could ever match');
  }
  if (pattern.remedies.length === 0 && pattern.class !== 'normal') root.fail('expected at least one remedy');
  if (pattern.references.length === 0) root.fail('expected references: where the knowledge comes from');
  return problems.length > before ? undefined : pattern;
}

const patternKeys = [
  'id',
  'class',
  'title',
  'stage',
  'actor',
  'basis',
  'prominence',
  'decidedBy',
  'signs',
  'hostSigns',
  'tallies',
  'failure',
  'folds',
  'contradictedBy',
  'yieldsTo',
  'explanation',
  'tellTheUser',
  'remedies',
  'checks',
  'references',
];

function idOf(root: YamlPlace): string {
  const id = textOf(root, 'id');
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    root.get('id')?.fail('expected lower-case words joined by hyphens');
  return id;
}

function sign(place: YamlPlace, vocabulary: PatternVocabulary): Sign {
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
  const matchers = (key: string): EventMatcher[] => list(place, key).map((item) => matcher(item, vocabulary));
  const result: Sign = {
    confidence: choice(place, 'confidence', confidences, 'possible'),
    all: matchers('all'),
    any: matchers('any'),
    none: matchers('none'),
    inOrder: place.get('inOrder')?.scalar() === true,
    reachedAtLeast: place.get('reachedAtLeast') && choice(place, 'reachedAtLeast', stages, 'network'),
    reachedAtMost: place.get('reachedAtMost') && choice(place, 'reachedAtMost', stages, 'network'),
    outcomes: choices(place, 'outcomes', outcomes),
    replacedBy: choices(place, 'replacedBy', replacers),
    needs: channelNames(place, 'needs', vocabulary),
    within: numberOf(place, 'within'),
  };
  if (result.all.length + result.any.length === 0) place.fail('expected all or any: a sign needs evidence');
  return result;
}

function channelNames(place: YamlPlace, key: string, vocabulary: PatternVocabulary): string[] {
  for (const channel of list(place, key)) {
    const name = String(channel.scalar());
    if (!vocabulary.channels.has(name)) channel.fail(`unknown channel '${name}'`);
  }
  return texts(place, key);
}

function matcher(place: YamlPlace, vocabulary: PatternVocabulary): EventMatcher {
  place.allowOnly(['kind', 'has', 'atLeast']);
  const kinds = texts(place, 'kind');
  for (const kind of list(place, 'kind')) {
    const name = String(kind.scalar());
    if (!vocabulary.facts.has(name)) kind.fail(`unknown kind of event '${name}'`);
  }
  const has: Record<string, FactTest> = {};
  const tests = place.get('has');
  for (const name of tests?.keys() ?? []) {
    const test = tests?.get(name);
    if (!test) continue;
    if (!kinds.some((kind) => vocabulary.facts.get(kind)?.has(name))) {
      test.fail(`no event of kind ${kinds.join(', ')} has a fact '${name}'`);
    }
    has[name] = factTest(test);
  }
  return { kinds, has, atLeast: numberOf(place, 'atLeast') ?? 1 };
}

function factTest(place: YamlPlace): FactTest {
  if (!place.isMap()) {
    const values = place.items().flatMap((item) => {
      const value = item.scalar();
      if (typeof value === 'boolean') item.fail('expected a number or a text');
      return value === undefined || typeof value === 'boolean' ? [] : [value];
    });
    return { test: 'one-of', values };
  }
  place.allowOnly(['atLeast', 'atMost', 'startsWith', 'endsWith', 'present', 'not']);
  const not = place.get('not');
  if (not) return { test: 'not', of: factTest(not) };
  const present = place.get('present');
  if (present) return { test: 'present', present: present.scalar() !== false };
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

function tally(place: YamlPlace): AttemptTally {
  place.allowOnly([
    'confidence',
    'causes',
    'outcomes',
    'per',
    'count',
    'clients',
    'within',
    'publicOnly',
    'clientOf',
  ]);
  return {
    confidence: choice(place, 'confidence', confidences, 'possible'),
    causes: texts(place, 'causes'),
    outcomes: choices(place, 'outcomes', outcomes),
    per: choice(place, 'per', ['client', 'host'], 'client'),
    count: numberOf(place, 'count') ?? 1,
    clients: numberOf(place, 'clients') ?? 1,
    within: numberOf(place, 'within') ?? Number.MAX_SAFE_INTEGER,
    publicOnly: place.get('publicOnly')?.scalar() === true,
    clientOf: texts(place, 'clientOf'),
  };
}

function remedy(place: YamlPlace): Remedy {
  place.allowOnly([
    'text',
    'purpose',
    'command',
    'shell',
    'runOn',
    'risk',
    'actor',
    'undo',
    'undoCommand',
    'verify',
    'needsConsole',
  ]);
  return {
    text: textOf(place, 'text'),
    purpose: place.get('purpose') ? choice(place, 'purpose', ['fix', 'diagnostic'], 'fix') : 'fix',
    ...optional(place, 'command'),
    ...shellOf(place),
    runOn: choice(place, 'runOn', runOns, 'host'),
    risk: choice(place, 'risk', risks, 'safe'),
    actor: choice(place, 'actor', actors, 'host'),
    ...optional(place, 'undo'),
    ...optional(place, 'undoCommand'),
    ...optional(place, 'verify'),
    ...(place.get('needsConsole')?.scalar() === true ? { needsConsole: true } : {}),
  };
}

function check(place: YamlPlace): Check {
  place.allowOnly(['text', 'command', 'shell', 'runOn', 'ifTrue', 'ifFalse']);
  return {
    text: textOf(place, 'text'),
    ...optional(place, 'command'),
    ...shellOf(place),
    runOn: choice(place, 'runOn', runOns, 'host'),
    ifTrue: textOf(place, 'ifTrue'),
    ifFalse: textOf(place, 'ifFalse'),
  };
}

const shellOf = (place: YamlPlace): Pick<Remedy, 'shell'> =>
  place.get('shell') ? { shell: choice(place, 'shell', ['powershell', 'cmd'], 'powershell') } : {};

const optional = <K extends string>(place: YamlPlace, key: K): Partial<Record<K, string>> =>
  place.get(key) ? ({ [key]: textOf(place, key) } as Partial<Record<K, string>>) : {};

const list = (place: YamlPlace, key: string): readonly YamlPlace[] => place.get(key)?.items() ?? [];

const texts = (place: YamlPlace, key: string): string[] =>
  list(place, key).flatMap((item) => {
    const value = item.scalar();
    return value === undefined ? [] : [String(value)];
  });

function textOf(place: YamlPlace, key: string): string {
  const value = place.get(key)?.scalar();
  if (value === undefined) place.fail(`missing '${key}'`);
  return String(value ?? '').trim();
}

function numberOf(place: YamlPlace, key: string): number | undefined {
  const value = place.get(key)?.scalar();
  if (value !== undefined && typeof value !== 'number') place.get(key)?.fail('expected a number');
  return typeof value === 'number' ? value : undefined;
}

function template(place: YamlPlace, key: string): string {
  const text = textOf(place, key);
  for (const [, name] of text.matchAll(/\{(\w+)\}/g)) {
    if (!(placeholders as readonly string[]).includes(name ?? '')) {
      place.get(key)?.fail(`unknown placeholder {${name}}; known: ${placeholders.join(', ')}`);
    }
  }
  return text;
}

function choice<T extends string>(place: YamlPlace, key: string, allowed: readonly T[], otherwise: T): T {
  const value = textOf(place, key);
  const found = allowed.find((word) => word === value);
  if (found === undefined && value !== '')
    place.get(key)?.fail(`expected one of ${allowed.join(', ')}; found '${value}'`);
  return found ?? otherwise;
}

function choices<T extends string>(place: YamlPlace, key: string, allowed: readonly T[]): T[] {
  return list(place, key).flatMap((item) => {
    const value = item.scalar();
    const found = allowed.find((word) => word === value);
    if (found === undefined) item.fail(`expected one of ${allowed.join(', ')}; found '${String(value)}'`);
    return found ?? [];
  });
}
