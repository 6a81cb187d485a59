import type { KeyTable } from '../diagnose/key-table.ts';
import { atLeastOf, choice, list, outcomes, textOf, texts } from '../diagnose/yaml-fields.ts';
import { openYaml, type PatternProblem, type YamlPlace } from '../diagnose/yaml-reader.ts';
import type { Outcome } from '../model/attempt.ts';
import { confidences, stages, type Confidence, type Stage } from '../model/vocabulary.ts';

const scopes = ['attempt', 'host'] as const;

const attemptKeys: KeyTable = {
  times: { is: 'number', least: 1, about: 'So many of the same in a row. Default: 1.' },
  outcome: { is: 'word', of: outcomes, required: true, about: 'How the attempt ended.' },
  reached: { is: 'word', of: stages, required: true, about: 'How far it came.' },
  cause: { is: 'text', required: true, about: 'The id of its cause, or null.' },
  confidence: { is: 'word', of: confidences, required: true, about: 'How sure the cause is, or null.' },
  alternatives: { is: 'texts', about: 'Ids of the other causes named, in their order. Default: none.' },
};

const causeKeys: KeyTable = {
  cause: { is: 'text', required: true, about: 'The id.' },
  scope: { is: 'word', of: scopes, required: true, about: 'Whether attempts or the host show it.' },
  confidence: { is: 'word', of: confidences, required: true, about: 'How sure it is.' },
};

/** One attempt as a case expects it. */
export interface ExpectedAttempt {
  readonly outcome: Outcome;
  readonly reached: Stage;
  readonly cause: string | null;
  readonly confidence: Confidence | null;
  readonly alternatives: readonly string[];
}

export interface ExpectedCause {
  readonly cause: string;
  readonly scope: 'attempt' | 'host';
  readonly confidence: Confidence;
}

/** Everything a case must give, no more and no less. */
export interface Findings {
  readonly attempts: readonly ExpectedAttempt[];
  readonly causes: readonly ExpectedCause[];
}

/** More attempts than any case has; a larger number is a mistake that would only take memory. */
const MOST_TIMES = 10_000;

/** Reads an expected.yaml; gives undefined when it has mistakes, which are added to `problems`. */
export function readExpected(file: string, text: string, problems: PatternProblem[]): Findings | undefined {
  const before = problems.length;
  const root = openYaml(file, text, problems);
  if (!root) return undefined;
  root.allowOnly(['attempts', 'causes']);
  for (const key of ['attempts', 'causes']) if (!root.get(key)) root.fail(`missing '${key}'; [] for none`);
  const expected: Findings = {
    attempts: list(root, 'attempts').flatMap(readAttempt),
    causes: list(root, 'causes').map((place) => {
      place.allowOnly(Object.keys(causeKeys));
      return {
        cause: textOf(place, 'cause'),
        scope: choice(place, 'scope', scopes, 'attempt'),
        confidence: choice(place, 'confidence', confidences, 'possible'),
      };
    }),
  };
  return problems.length > before ? undefined : expected;
}

function readAttempt(place: YamlPlace): ExpectedAttempt[] {
  place.allowOnly(Object.keys(attemptKeys));
  const times = atLeastOf(place, 'times', 1) ?? 1;
  if (!Number.isInteger(times) || times > MOST_TIMES) {
    place.get('times')?.fail(`expected a whole number up to ${MOST_TIMES}, found ${times}`);
    return [];
  }
  const attempt = {
    outcome: choice(place, 'outcome', outcomes, 'unknown'),
    reached: choice(place, 'reached', stages, 'network'),
    cause: place.get('cause')?.isNull() === true ? null : textOf(place, 'cause'),
    confidence:
      place.get('confidence')?.isNull() === true
        ? null
        : choice(place, 'confidence', confidences, 'possible'),
    alternatives: texts(place, 'alternatives'),
  };
  return Array.from({ length: times }, () => attempt);
}
