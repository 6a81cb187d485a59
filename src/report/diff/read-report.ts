import type { Report } from '../../model/report.ts';
import { stages } from '../../model/vocabulary.ts';

/** Takes what a saved file holds for a report, or says what is wrong with it. What strangers send is checked. */
export function readReport(value: unknown): Report | string {
  if (!isObject(value) || !('schemaVersion' in value)) {
    return "is no report: expected what 'rdpwhy analyze --json' prints";
  }
  if (value['schemaVersion'] !== 1) return 'is a report of another version: expected schemaVersion 1';
  const lists = ['inputs', 'hosts', 'coverage', 'causes', 'attempts'] as const;
  const missing = lists.find((name) => !Array.isArray(value[name]));
  if (missing !== undefined || !isObject(value['tool']))
    return `is no whole report: it has no ${missing ?? 'tool'}`;
  for (const [name, isWhole] of Object.entries(checks)) {
    const place = (value[name] as readonly unknown[]).findIndex((item) => !isObject(item) || !isWhole(item));
    if (place !== -1) return `is no whole report: ${name}[${place}] is not as expected`;
  }
  return value as unknown as Report;
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const hasTexts = (item: Fields, ...names: readonly string[]): boolean =>
  names.every((name) => typeof item[name] === 'string');
const areTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
const are = (value: unknown, isWhole: (item: Fields) => boolean): boolean =>
  Array.isArray(value) && value.every((item) => isObject(item) && isWhole(item));
const isAbsentOr = (value: unknown, isWhole: (item: Fields) => boolean): boolean =>
  value === undefined || (isObject(value) && isWhole(value));

const isTextOrNone = (value: unknown): boolean =>
  value === undefined || value === null || typeof value === 'string';
const isStage = (value: unknown): boolean => (stages as readonly unknown[]).includes(value);

const isRef = (ref: Fields): boolean =>
  hasTexts(ref, 'host', 'channel', 'provider', 'time', 'kind', 'summary') &&
  typeof ref['eventId'] === 'number' &&
  typeof ref['recordId'] === 'number' &&
  (ref['stage'] === undefined || isStage(ref['stage']));

const isPerson = (person: Fields): boolean =>
  hasTexts(person, 'firstTime', 'lastTime') &&
  typeof person['records'] === 'number' &&
  ['account', 'client', 'target'].every((name) => isTextOrNone(person[name]));

/** What the comparison reads, and no more. */
const checks: Readonly<Record<string, (item: Fields) => boolean>> = {
  inputs: ({ records }) => isObject(records) && typeof records['skipped'] === 'number',
  hosts: (host) => hasTexts(host, 'name') && areTexts(host['aliases']) && areTexts(host['roles']),
  coverage: (row) =>
    hasTexts(row, 'host', 'channel', 'state') &&
    isTextOrNone(row['firstTime']) &&
    isTextOrNone(row['lastTime']) &&
    Array.isArray(row['ranges']) &&
    row['ranges'].every((range) => Array.isArray(range) && range.length === 2),
  causes: (cause) =>
    hasTexts(cause, 'cause', 'class', 'title', 'confidence', 'firstTime', 'lastTime') &&
    areTexts(cause['attempts']) &&
    areTexts(cause['hosts']) &&
    (cause['byConfidence'] === undefined ||
      are(cause['byConfidence'], (part) => hasTexts(part, 'confidence') && areTexts(part['hosts']))) &&
    typeof cause['attemptCount'] === 'number' &&
    are(cause['evidence'], isRef) &&
    are(cause['changes'], isRef) &&
    (cause['people'] === undefined || are(cause['people'], isPerson)),
  attempts: (attempt) =>
    hasTexts(attempt, 'id', 'host', 'seenBy', 'transport', 'startedAt', 'endedAt', 'outcome') &&
    isStage(attempt['reached']) &&
    isTextOrNone(attempt['target']) &&
    isAbsentOr(attempt['client'], (client) => hasTexts(client, 'address') && isTextOrNone(client['name'])) &&
    isAbsentOr(attempt['account'], (account) => hasTexts(account, 'domain', 'name')) &&
    (attempt['alsoSeenBy'] === undefined || are(attempt['alsoSeenBy'], (view) => hasTexts(view, 'host'))) &&
    are(attempt['events'], isRef) &&
    are(attempt['links'], (link) => typeof link['event'] === 'number') &&
    (attempt['diagnosis'] === null ||
      isAbsentOr(
        attempt['diagnosis'],
        (diagnosis) =>
          hasTexts(diagnosis, 'class', 'headline', 'confidence') &&
          isTextOrNone(diagnosis['cause']) &&
          are(diagnosis['evidence'], isRef),
      )),
};
