import type { Pattern } from '../model/pattern.ts';
import { prominences } from '../model/pattern.ts';
import { actors, bases, causeClasses, stages } from '../model/vocabulary.ts';
import { placeholders } from './fill-template.ts';
import { readCheck, readRemedy } from './read-advice.ts';
import { channelNames, readMatcher, readSign, type PatternVocabulary } from './read-sign.ts';
import { readTally } from './read-tally.ts';
import { booleanOf, choice, list, textOf, texts } from './yaml-fields.ts';
import { openYaml, type PatternProblem, type YamlPlace } from './yaml-reader.ts';

export type { PatternVocabulary } from './read-sign.ts';
export type { PatternProblem } from './yaml-reader.ts';

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
  const causeClass = choice(root, 'class', causeClasses, 'other');
  const pattern: Pattern = {
    id: idOf(root),
    class: causeClass,
    title: template(root, 'title'),
    stage: choice(root, 'stage', stages, 'network'),
    actor: choice(root, 'actor', actors, 'host'),
    basis: choice(root, 'basis', bases, 'inferred'),
    prominence: root.get('prominence') ? choice(root, 'prominence', prominences, 'ordinary') : 'ordinary',
    decidedBy: channelNames(root, 'decidedBy', vocabulary),
    signs: list(root, 'signs').map((item) => readSign(item, vocabulary)),
    hostSigns: list(root, 'hostSigns').map((item) => readSign(item, vocabulary)),
    tallies: list(root, 'tallies').map(readTally),
    failure: (booleanOf(root, 'failure') ?? true) && causeClass !== 'normal',
    folds: booleanOf(root, 'folds') ?? false,
    contradictedBy: list(root, 'contradictedBy').map((item) => readMatcher(item, vocabulary)),
    yieldsTo: texts(root, 'yieldsTo'),
    explanation: template(root, 'explanation'),
    tellTheUser: template(root, 'tellTheUser'),
    remedies: list(root, 'remedies').map(readRemedy),
    checks: list(root, 'checks').map(readCheck),
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

function template(place: YamlPlace, key: string): string {
  const text = textOf(place, key);
  for (const [, name] of text.matchAll(/\{(\w+)\}/g)) {
    if (!(placeholders as readonly string[]).includes(name ?? '')) {
      place.get(key)?.fail(`unknown placeholder {${name}}; known: ${placeholders.join(', ')}`);
    }
  }
  return text;
}
