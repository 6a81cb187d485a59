import type { RawEvent } from '../../parsers/raw-event.ts';
import type { Event, Facts, FactValue } from '../model/event.ts';
import { passes } from '../model/fact-test.ts';
import { micros } from '../model/time.ts';
import type { CatalogRow } from './catalog-row.ts';
import { catalogRows } from './catalog/index.ts';
import { readFact } from './fact-forms.ts';

/** Knows what events mean: by provider and event id, never by channel, for one id means many things. */
export interface Catalog {
  readonly rows: readonly CatalogRow[];
  readonly wants: (provider: string, eventId: number) => boolean;
  /** The event ids of all rows. */
  readonly eventIds: ReadonlySet<number>;
  /** Gives the event our meaning, or undefined when it has no bearing on a connection. */
  normalize(raw: RawEvent, input: string): Event | undefined;
}

/** Makes a catalog of the built-in rows and those that pattern packs declare. */
export function createCatalog(more: readonly CatalogRow[] = []): Catalog {
  const rows = [...catalogRows, ...more];
  const byProvider = new Map<string, Map<number, CatalogRow>>();
  for (const row of rows) {
    const byId = byProvider.get(row.provider) ?? new Map<number, CatalogRow>();
    byProvider.set(row.provider, byId.set(row.eventId, row));
  }
  const find = (provider: string, eventId: number): CatalogRow | undefined =>
    byProvider.get(provider)?.get(eventId);
  return {
    rows,
    eventIds: new Set(rows.map((row) => row.eventId)),
    wants: (provider, eventId) => find(provider, eventId) !== undefined,
    normalize(raw, input) {
      const row = find(raw.provider, raw.eventId);
      return row && applyRow(row, raw, input);
    },
  };
}

function applyRow(row: CatalogRow, raw: RawEvent, input: string): Event | undefined {
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
    stage: row.stage,
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
    summary: fillSummary(row.summary, facts),
  };
}

/** Codes (numbers above 0xFFFF) are shown as hex, as people search for them. */
const show = (value: FactValue): string =>
  typeof value === 'number' && value > 0xffff
    ? `0x${value.toString(16).toUpperCase().padStart(8, '0')}`
    : String(value);

/**
 * Fills {fact}; a `[part]` in square brackets disappears when a fact in it is absent. The template is walked once:
 * what a log says is never taken for a blank.
 */
function fillSummary(template: string, facts: Facts): string {
  const fill = (part: string): string =>
    part.replace(/\{(\w+)\}/g, (_, name: string) => show(facts[name] ?? '?'));
  const isKnown = (part: string): boolean =>
    [...part.matchAll(/\{(\w+)\}/g)].every(([, name]) => facts[name ?? ''] !== undefined);
  return template.replace(/\[([^\]]*)\]|\{\w+\}/g, (blank: string, part: string | undefined) => {
    if (part === undefined) return fill(blank);
    return isKnown(part) ? fill(part) : '';
  });
}
