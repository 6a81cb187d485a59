import type { RawEvent, RawField } from '../../parsers/raw-event.ts';
import type { Pattern } from '../model/pattern.ts';
import type { CatalogRow } from '../normalize/catalog-row.ts';
import { createAddresses } from './addresses.ts';
import { createNames } from './names.ts';
import { createPaths } from './paths.ts';
import { createRedactField, readField, type FieldReader, type ReadField } from './redact-field.ts';
import type { FactClass } from './fact-classes.ts';
import { createScrub } from './scrub.ts';
import { createSids } from './sids.ts';
import { testedValues } from './tested-values.ts';
import { createTokens } from './tokens.ts';

/** Puts pseudonyms in place of who and where: the same one for the same value, whatever comes before it. */
export interface Redactor {
  /** The event with pseudonyms in those fields that its meaning is read from, and without all others. */
  readonly event: (raw: RawEvent) => RawEvent;
  readonly computer: (name: string) => string;
  readonly path: (path: string) => string;
  /** Who, as people write it: alice, CORP\alice, alice@corp.example. */
  readonly user: (name: string) => string;
  /** From where: an address or the name of a computer. */
  readonly client: (name: string) => string;
  /** A text of our own in which a path, an address or a name may stand. */
  readonly text: (text: string) => string;
  /** What every pseudonym given so far, and in the runs before, stands for. */
  mapping(): ReadonlyMap<string, string>;
}

export interface RedactorOptions {
  /** 32 bytes; who has them can tell pseudonyms of guessed values. */
  readonly key: Uint8Array;
  /** The catalog's rows, built-in and packs': only fields that they read are kept. */
  readonly rows: readonly CatalogRow[];
  /** Words that these ask for stay, so that they still match. Default: none. */
  readonly patterns?: readonly Pattern[];
  /** Pseudonyms of earlier runs with this key. */
  readonly known?: Iterable<readonly [token: string, original: string]>;
}

/** Makes a redactor. It is pure: pseudonyms hang on key and value alone. */
export function createRedactor({ key, rows, patterns = [], known = [] }: RedactorOptions): Redactor {
  const tokens = createTokens(key, known);
  const address = createAddresses(tokens);
  const sid = createSids(tokens);
  const names = createNames(tokens, address, sid);
  const paths = createPaths(tokens, names);
  const scrub = createScrub({ address, names, paths });
  const asked = testedValues(rows, patterns);
  const field = createRedactField({ tokens, address, names, paths, scrub, asked });
  const readersOf = fieldReaders(rows);
  const given = new Map<string, string>();
  // Computers and inputs come with every event.
  const once = (sort: string, text: string, make: (text: string) => string): string => {
    const key = `${sort} ${text}`;
    const made = given.get(key) ?? make(text);
    given.set(key, made);
    return made;
  };
  const computer = (name: string): string => once('computer', name, names.host);

  const fieldsOf = (raw: RawEvent): readonly RawField[] => {
    const seen = new Set<string>();
    const read = raw.fields().map(({ name, value }, place) => {
      // Of two fields of one name the first is read.
      const own = readersOf(raw, seen.has(name) ? '' : name, place);
      seen.add(name);
      return { name, value, own };
    });
    // What names somebody in one field is found in the words of the others.
    const telling = new Map<string, string>([[raw.computer, computer(raw.computer)]]);
    const made = read.map(({ value, own }) => {
      if (!own.class || !tellingClasses.has(own.class)) return undefined;
      const token = field(value, own);
      const text = value.trim();
      if (text.length > 2 && text !== token) telling.set(text, token);
      return token;
    });
    return read.map(({ name, value, own }, i) => ({ name, value: made[i] ?? field(value, own, telling) }));
  };

  return {
    event(raw) {
      const fields = fieldsOf(raw);
      const { userSid } = raw;
      return {
        provider: raw.provider,
        channel: raw.channel,
        computer: computer(raw.computer),
        eventId: raw.eventId,
        ...(raw.qualifiers === undefined ? {} : { qualifiers: raw.qualifiers }),
        version: raw.version,
        level: raw.level,
        recordId: raw.recordId,
        time: raw.time,
        ...(raw.activityId === undefined ? {} : { activityId: raw.activityId }),
        ...(raw.relatedActivityId === undefined ? {} : { relatedActivityId: raw.relatedActivityId }),
        ...(raw.processId === undefined ? {} : { processId: raw.processId }),
        ...(raw.threadId === undefined ? {} : { threadId: raw.threadId }),
        ...(userSid === undefined ? {} : { userSid: names.user(userSid) }),
        ...(raw.recovered && { recovered: raw.recovered }),
        ...(raw.payloadLost && { payloadLost: raw.payloadLost }),
        get: (name) => fields.find((field) => field.name === name)?.value,
        fields: () => fields,
      };
    },
    computer,
    path: (path) => once('path', path, paths.path),
    user: names.user,
    client: names.host,
    text: (text) => scrub(text),
    mapping: () => tokens.mapping,
  };
}

const tellingClasses: ReadonlySet<FactClass> = new Set(['user', 'host', 'target']);

type ReadersOf = (raw: RawEvent, name: string, place: number) => ReadField;

/** Which facts read which fields of an event, by name or place. */
function fieldReaders(rows: readonly CatalogRow[]): ReadersOf {
  const byEvent = new Map<string, ReadonlyMap<string | number, readonly FieldReader[]>>();
  for (const row of rows) byEvent.set(`${row.eventId} ${row.provider}`, readersByField(row));
  const unread = readField([]);
  const known = new Map<string, ReadField>();
  return ({ provider, eventId }, name, place) => {
    const event = `${eventId} ${provider}`;
    const readers = byEvent.get(event);
    if (!readers) return unread;
    const byName = name === '' ? undefined : readers.get(name);
    const byPlace = readers.get(place);
    if (!byName && !byPlace) return unread;
    const key = `${byPlace ? place : ''} ${event} ${byName ? name : ''}`;
    const found = known.get(key) ?? readField([...(byName ?? []), ...(byPlace ?? [])]);
    known.set(key, found);
    return found;
  };
}

function readersByField({ kind, facts }: CatalogRow): ReadonlyMap<string | number, readonly FieldReader[]> {
  const fields = new Map<string | number, FieldReader[]>();
  for (const [fact, rule] of Object.entries(facts)) {
    for (const from of rule.from) {
      const readers = fields.get(from) ?? [];
      fields.set(from, readers);
      readers.push({ kind, fact, rule });
    }
  }
  return fields;
}
