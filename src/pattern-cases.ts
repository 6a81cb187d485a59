import { createLogReader, type RawEvent } from '../parsers/index.ts';
import type { Event } from './model/event.ts';
import type { Pattern } from './model/pattern.ts';
import type { Report } from './model/report.ts';
import { createCatalog, type Catalog } from './normalize/normalize.ts';
import type { Pack } from './packs/pack.ts';
import type { ExpectedAttempt, ExpectedCause, Findings } from './packs/read-expected.ts';
import { createPipeline } from './pipeline.ts';
import { createCoverageTracker } from './timeline/coverage-tracker.ts';
import { createHostNames } from './timeline/host-names.ts';
import { inOrder } from './timeline/timeline.ts';

/** A log of one failure, and what must come of it. */
export interface PatternCase {
  readonly name: string;
  readonly log: Uint8Array;
  readonly expected: Findings;
}

/** What the patterns of some packs find in a case's log. A log that cannot be read is the case's mistake. */
export const findingsIn = (log: Uint8Array, packs: readonly Pack[]): Findings =>
  openCase(log, packs).findings(packs);

/** A case's log that was read once and can be asked about with one set of patterns after the other. */
export interface OpenCase {
  /** What the catalog keeps of it, in order. */
  readonly events: readonly Event[];
  /** What the patterns of these packs find; their events must be those that the case was opened with. */
  findings(packs: readonly Pack[]): Findings;
}

/** Reads a case's log with the events that some packs know. */
export function openCase(log: Uint8Array, packs: readonly Pack[]): OpenCase {
  const catalog = createCatalog(packs.flatMap((pack) => pack.events ?? []));
  const watcher = createCoverageTracker(createHostNames()).watch();
  const reader = createLogReader({ want: catalog.wants, observe: watcher.observe });
  const kept: Event[] = [];
  for (const item of [...reader.feed(log), ...reader.end()]) {
    if (item.type !== 'event') throw new CaseError(`${item.problem.reading}: ${item.problem.detail}`);
    const event = catalog.normalize(item.event, PATH);
    if (event) kept.push(event);
  }
  const { format, state } = reader.status();
  const { events } = inOrder(kept);
  return {
    events,
    findings(asked) {
      const pipeline = createPipeline({ version: 'test', packs: asked });
      const input = pipeline.open({ path: PATH });
      input.adopt({ events, runs: watcher.runs() });
      input.end({ format, bytes: log.length, state });
      return findingsOf(pipeline.close());
    },
  };
}

const PATH = 'case.xml';

const findingsOf = ({ attempts, causes }: Report): Findings => ({
  attempts: attempts.map(({ outcome, reached, diagnosis }) => ({
    outcome,
    reached,
    cause: diagnosis?.cause ?? null,
    confidence: diagnosis?.confidence ?? null,
    alternatives: diagnosis?.alternatives.map((other) => other.cause) ?? [],
  })),
  causes: causes.map(({ cause, scope, confidence }) => ({ cause, scope, confidence })),
});

/** A case that cannot be run. */
export class CaseError extends Error {
  override readonly name = 'CaseError';
}

/** What a case found otherwise than it should, a line each; nothing when it passed. */
export function differencesIn(expected: Findings, found: Findings): string[] {
  return [
    ...differences('attempt', expected.attempts.map(attemptLine), found.attempts.map(attemptLine)),
    ...differences('cause', expected.causes.map(causeLine), found.causes.map(causeLine)),
  ];
}

function differences(what: string, expected: readonly string[], found: readonly string[]): string[] {
  return Array.from({ length: Math.max(expected.length, found.length) }, (_, i) => {
    const [wanted, got] = [expected[i], found[i]];
    return wanted === got ? [] : [`${what} ${i + 1}: expected ${wanted ?? 'none'}; found ${got ?? 'none'}`];
  }).flat();
}

const attemptLine = ({ outcome, reached, cause, confidence, alternatives }: ExpectedAttempt): string =>
  `${outcome} at ${reached}, cause ${cause ?? 'none'}${confidence === null ? '' : ` (${confidence})`}` +
  (alternatives.length === 0 ? '' : `, else ${alternatives.join(', ')}`);

const causeLine = ({ cause, scope, confidence }: ExpectedCause): string =>
  `${cause} (${confidence}, of the ${scope})`;

/** Events of a case that nobody knows: they show nothing, and a case is to be the fewest events that do. */
export function strangersIn(log: Uint8Array, catalog: Catalog): string[] {
  return eventsIn(log)
    .filter((event) => !catalog.wants(event.provider, event.eventId))
    .map((event) => `${event.provider} ${event.eventId}`);
}

function eventsIn(log: Uint8Array): RawEvent[] {
  const reader = createLogReader({});
  return [...reader.feed(log), ...reader.end()].flatMap((item) => (item.type === 'event' ? item.event : []));
}

/** What is missing among a pattern's cases: one that shows it, and a near miss, `near-miss*`, that does not. */
export function gapsIn(pattern: Pattern, cases: readonly PatternCase[]): string[] {
  const nearMisses = cases.filter(({ name }) => name.startsWith('near-miss'));
  // What only ever says "perhaps", and nothing exact, is rarely the answer: that it is offered will do.
  const isHint =
    pattern.precedence === 'general' && pattern.signs.every(({ confidence }) => confidence === 'possible');
  const shown = isHint ? named : answers;
  const caught = nearMisses.filter(({ expected }) => named(expected).includes(pattern.id));
  return [
    ...(cases.some(({ expected }) => shown(expected).includes(pattern.id))
      ? []
      : [`no case gives '${pattern.id}' as an answer`]),
    ...(nearMisses.length > 0 ? [] : ['no near miss: a case named near-miss… that must not match']),
    ...caught.map(({ name }) => `the near miss '${name}' names '${pattern.id}'`),
  ];
}

/** Every cause a case gives as an answer. */
const answers = ({ attempts, causes }: Findings): string[] => [
  ...attempts.flatMap(({ cause }) => cause ?? []),
  ...causes.map(({ cause }) => cause),
];

/** Every cause a case names at all. */
const named = (findings: Findings): string[] => [
  ...answers(findings),
  ...findings.attempts.flatMap(({ alternatives }) => alternatives),
];
