import { didYouMean } from '../model/did-you-mean.ts';
import type { Pattern, Remedy } from '../model/pattern.ts';
import { precedences, prominences } from '../model/pattern.ts';
import { actors, bases, causeClasses, stages } from '../model/vocabulary.ts';
import { placeholders } from './fill-template.ts';
import { inherit, earlierPattern } from './inherit-pattern.ts';
import { idForm, type KeyTable } from './key-table.ts';
import { checkKeys, readCheck, readRemedy, remedyKeys } from './read-advice.ts';
import {
  deciderKeys,
  matcherKeys,
  readDecider,
  readMatcher,
  readSign,
  signKeys,
  type PatternVocabulary,
} from './read-sign.ts';
import { readTally, tallyKeys } from './read-tally.ts';
import { booleanOf, choice, list, textOf, texts } from './yaml-fields.ts';
import { openYaml, type PatternProblem, type YamlPlace } from './yaml-reader.ts';

export type { PatternVocabulary } from './read-sign.ts';
export type { PatternProblem } from './yaml-reader.ts';

export const patternKeys: KeyTable = {
  id: { is: 'id', required: true, about: 'A noun phrase for the cause; the name of its folder.' },
  extends: { is: 'id', about: 'Its own id: adds to the pattern of that id in an earlier pack.' },
  overrides: { is: 'id', about: 'Its own id: stands in place of the pattern of that id in an earlier pack.' },
  class: { is: 'word', of: causeClasses, required: true, about: 'The folder above its own.' },
  title: { is: 'template', required: true, about: 'A full statement: The password was wrong.' },
  stage: { is: 'word', of: stages, required: true, about: 'The stage at which the cause acts.' },
  actor: { is: 'word', of: actors, required: true, about: 'Who can put it right.' },
  basis: { is: 'word', of: bases, required: true, about: 'Where the knowledge comes from; be honest.' },
  prominence: { is: 'word', of: prominences, about: 'Its place in a report. Default: ordinary.' },
  precedence: {
    is: 'word',
    of: precedences,
    about: 'What it says beside other causes of the same attempt. Default: specific.',
  },
  decidedBy: {
    is: 'logs',
    of: deciderKeys,
    about: 'The logs to ask for when no sign holds and one was not seen.',
  },
  signs: { is: 'list', of: signKeys, about: 'Over the events of one attempt; the first that holds wins.' },
  hostSigns: { is: 'list', of: signKeys, about: "Over a host's events that belong to no attempt." },
  tallies: { is: 'list', of: tallyKeys, about: "Over a host's diagnosed attempts; any is enough." },
  failure: { is: 'flag', about: 'Whether an attempt that ends like this has failed. Default: true.' },
  folds: { is: 'flag', about: "The tallied attempts' own causes are listed under this one. Default: false." },
  contradictedBy: { is: 'list', of: matcherKeys, about: 'Events that speak against it and lower certainty.' },
  yieldsTo: {
    is: 'texts',
    about:
      'Ids of more specific causes: where one matches too, it is the answer, and a normal end no more than possible.',
  },
  explanation: { is: 'template', required: true, about: 'What happened and why it follows.' },
  tellTheUser: { is: 'template', required: true, about: 'One sentence for who could not connect.' },
  remedies: { is: 'list', of: remedyKeys, about: 'What to do, safest first.' },
  checks: { is: 'list', of: checkKeys, about: 'Questions whose answers separate causes.' },
  references: { is: 'texts', about: 'Where the knowledge can be read.' },
};

/**
 * Reads one pattern.yaml. Gives undefined when it cannot be used; every mistake is added to `problems`. `earlier` are
 * the patterns that it may extend or override.
 */
export function loadPattern(
  file: string,
  text: string,
  vocabulary: PatternVocabulary,
  problems: PatternProblem[],
  earlier: ReadonlyMap<string, Pattern> = new Map(),
): Pattern | undefined {
  const before = problems.length;
  const whole = openYaml(file, text, problems);
  if (!whole) return undefined;
  const base = earlierPattern(whole, earlier);
  // What is missing at the top of a pattern that extends another is inherited.
  const root: YamlPlace = base ? { ...whole, fail: () => {} } : whole;
  root.allowOnly(Object.keys(patternKeys));
  const causeClass = choice(root, 'class', causeClasses, 'other');
  const own: Pattern = {
    id: idOf(root),
    class: causeClass,
    title: template(root, 'title'),
    stage: choice(root, 'stage', stages, 'network'),
    actor: choice(root, 'actor', actors, 'host'),
    basis: choice(root, 'basis', bases, 'inferred'),
    prominence: root.get('prominence') ? choice(root, 'prominence', prominences, 'ordinary') : 'ordinary',
    precedence: root.get('precedence') ? choice(root, 'precedence', precedences, 'specific') : 'specific',
    decidedBy: list(root, 'decidedBy').map((item) => readDecider(item, vocabulary)),
    signs: list(root, 'signs').map((item) => readSign(item, vocabulary)),
    hostSigns: list(root, 'hostSigns').map((item) => readSign(item, vocabulary)),
    tallies: list(root, 'tallies').map((item) => readTally(item, vocabulary)),
    failure: (booleanOf(root, 'failure') ?? true) && causeClass !== 'normal',
    folds: booleanOf(root, 'folds') ?? false,
    contradictedBy: list(root, 'contradictedBy').map((item) => readMatcher(item, vocabulary)),
    yieldsTo: texts(root, 'yieldsTo'),
    explanation: template(root, 'explanation'),
    tellTheUser: template(root, 'tellTheUser'),
    remedies: remediesOf(root),
    checks: list(root, 'checks').map(readCheck),
    references: texts(root, 'references'),
  };
  const pattern = base ? inherit(base, own, root.keys()) : own;
  if (pattern.signs.length + pattern.hostSigns.length + pattern.tallies.length === 0) {
    whole.fail('expected signs, hostSigns or tallies, found none: nothing could ever match');
  }
  if (pattern.remedies.length === 0 && pattern.class !== 'normal') whole.fail('expected at least one remedy');
  if (pattern.references.length === 0) whole.fail('expected references: where the knowledge comes from');
  return problems.length > before ? undefined : pattern;
}

/** Nobody should meet a restart before a look that costs nothing. */
function remediesOf(root: YamlPlace): Remedy[] {
  const places = list(root, 'remedies');
  const remedies = places.map(readRemedy);
  const risky = remedies.findIndex(({ risk }) => risk !== 'safe');
  const late = remedies.findIndex(({ risk }, i) => risky >= 0 && i > risky && risk === 'safe');
  if (late >= 0) places[late]?.fail('expected safe steps before those with a risk');
  return remedies;
}

function idOf(root: YamlPlace): string {
  const id = textOf(root, 'id');
  if (!idForm.test(id)) root.get('id')?.fail('expected lower-case words joined by hyphens');
  return id;
}

function template(place: YamlPlace, key: string): string {
  const text = textOf(place, key);
  for (const [, name] of text.matchAll(/\{(\w+)\}/g)) {
    if (!(placeholders as readonly string[]).includes(name ?? '')) {
      place
        .get(key)
        ?.fail(
          `unknown placeholder {${name}}; known: ${placeholders.join(', ')}${didYouMean(name ?? '', placeholders)}`,
        );
    }
  }
  return text;
}
