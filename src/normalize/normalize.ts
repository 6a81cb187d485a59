import type { RawEvent } from '../../parsers/raw-event.ts';
import type { Event, FactValue } from '../model/event.ts';
import { passes } from '../model/fact-test.ts';
import { micros } from '../model/time.ts';
import type { Stage } from '../model/vocabulary.ts';
import type { CatalogRow } from './catalog-row.ts';
import { catalogRows } from './catalog/index.ts';
import { readFact } from './fact-forms.ts';
import { nameFields } from './name-fields.ts';
import { createSummary, type Summary } from './summary.ts';

/** Knows what events mean: by provider and event id, never by channel, for one id means many things. */
export interface Catalog {
  readonly rows: readonly CatalogRow[];
  /** Those of them that pattern packs declare. */
  readonly more: readonly CatalogRow[];
  readonly wants: (provider: string, eventId: number) => boolean;
  /** Whether any event of this provider is wanted. */
  readonly wantsOf: (provider: string) => boolean;
  /** The event ids of all rows. */
  readonly eventIds: ReadonlySet<number>;
  /** The event with its fields called as Windows calls them, where the log it is from lost that. */
  named(raw: RawEvent): RawEvent;
  /** Gives the event our meaning, or undefined when it has no bearing on a connection. */
  normalize(raw: RawEvent, input: string): Event | undefined;
}

/** Makes a catalog of the built-in rows and those that pattern packs declare. */
export function createCatalog(more: readonly CatalogRow[] = []): Catalog {
  const rows = [...catalogRows, ...more];
  const byProvider = new Map<string, Map<number, Meaning>>();
  for (const row of rows) {
    const byId = byProvider.get(row.provider) ?? new Map<number, Meaning>();
    byProvider.set(row.provider, byId.set(row.eventId, { row, summary: createSummary(row.summary) }));
  }
  const find = (provider: string, eventId: number): Meaning | undefined =>
    byProvider.get(provider)?.get(eventId);
  return {
    rows,
    more,
    eventIds: new Set(rows.map((row) => row.eventId)),
    wants: (provider, eventId) => find(provider, eventId) !== undefined,
    wantsOf: (provider) => byProvider.has(provider),
    named(raw) {
      const meaning = find(raw.provider, raw.eventId);
      return meaning ? nameFields(raw, meaning.row) : raw;
    },
    normalize(raw, input) {
      const meaning = find(raw.provider, raw.eventId);
      return meaning && applyRow(meaning, nameFields(raw, meaning.row), input);
    },
  };
}

interface Meaning {
  readonly row: CatalogRow;
  readonly summary: Summary;
}

function stageOf({ stage, stageIf }: CatalogRow, facts: Event['facts']): Stage | undefined {
  if (!stageIf) return stage;
  for (const name in stageIf.has) {
    const test = stageIf.has[name];
    if (test && !passes(facts[name], test)) return stage;
  }
  return stageIf.stage;
}

function applyRow({ row, summary }: Meaning, raw: RawEvent, input: string): Event | undefined {
  // First what decides: of most logons nothing but the type need be read.
  for (const name in row.keepIf) {
    const test = row.keepIf[name];
    const fact = row.facts[name];
    if (test && !passes(fact && readFact(raw, fact), test)) return undefined;
  }
  const facts: Record<string, FactValue | undefined> = {};
  for (const name in row.facts) {
    const fact = row.facts[name];
    if (fact) facts[name] = readFact(raw, fact);
  }
  return {
    kind: row.kind,
    stage: stageOf(row, facts),
    time: micros(raw.time),
    host: raw.computer,
    source: {
      input,
      channel: raw.channel,
      provider: raw.provider,
      eventId: raw.eventId,
      recordId: raw.recordId,
    },
    activityId: raw.activityId,
    processId: raw.processId,
    facts,
    summary: summary(facts),
  };
}
